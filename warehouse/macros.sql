-- Formulas that several tables share; they stay in the database, for analysts. Source: METRICS.md.

-- Share in per cent; NULL when there is nothing to share.
create macro percent(part, whole) as case when whole > 0 then 100.0 * part / whole end;

-- Wilson's interval of a share (95 %), in per cent.
create macro wilson_centre(k, n) as (k + 1.959963984540054 ** 2 / 2) / (n + 1.959963984540054 ** 2);
create macro wilson_half(k, n) as
    1.959963984540054 * sqrt(1.0 * k * (n - k) / n + 1.959963984540054 ** 2 / 4) / (n + 1.959963984540054 ** 2);
create macro wilson_low(k, n) as
    case when n > 0 then 100.0 * greatest(0.0, wilson_centre(k, n) - wilson_half(k, n)) end;
create macro wilson_high(k, n) as
    case when n > 0 then 100.0 * least(1.0, wilson_centre(k, n) + wilson_half(k, n)) end;

-- Counts to whole per cents that sum to 100: the largest remainders are rounded up, ties to the first.
create macro remainder_rank(counts, i) as len(list_filter(
    counts,
    lambda other, j: (100 * other) % list_sum(counts) > (100 * counts[i]) % list_sum(counts)
        or ((100 * other) % list_sum(counts) = (100 * counts[i]) % list_sum(counts) and j < i)
));
create macro largest_remainder(counts) as case when list_sum(counts) > 0 then list_transform(
    counts,
    lambda part, i: (100 * part) // list_sum(counts) + case
        when remainder_rank(counts, i)
            < 100 - list_sum(list_transform(counts, lambda each: (100 * each) // list_sum(counts)))
        then 1 else 0 end
) end;

-- Growth per `per` days, in per cent, compound; NULL where it cannot be said.
create macro growth_percent_per(before, after, days, per) as
    case when before > 0 and after > 0 and days > 0
        then 100.0 * ((1.0 * after / before) ** (1.0 * per / days) - 1) end;

-- Two closed intervals have a value in common.
create macro is_overlapping(low_1, high_1, low_2, high_2) as low_1 <= high_2 and low_2 <= high_1;

-- Interval growth: what can be said of the change between two counts.
-- Two reads of one page within minutes differed by 0.012 %, so less than 0.02 % is no change that can be told.
create macro growth_state(low_1, high_1, low_2, high_2, days) as case
    when is_overlapping(low_1, high_1, low_2, high_2) then 'ikke målbar'
    when abs((low_2 + high_2) - (low_1 + high_1)) < 0.0002 * (low_1 + high_1) then 'ikke målbar'
    when days not between 20 and 45 then 'utenfor vindu'
    else 'målt' end;

-- Competition ranks (1, 2, 2, 4), each with the band of ranks that the intervals allow. `entries` names a table or CTE
-- of this SELECT with the columns ranked_among (the group, text), entry (its key in the group), value, low and high.
-- Certainly above: its lowest value is above our highest. Possibly above: its highest is above our lowest.
create macro ranks_with_bands(entries) as table
    with entered as (
        from query_table(entries)
    ),
    lows as (
        select ranked_among, low as value, rank() over (partition by ranked_among order by low desc)
            + count(*) over (partition by ranked_among, low) - 1 as at_least
        from entered
        qualify row_number() over (partition by ranked_among, low) = 1
    ),
    highs as (
        select ranked_among, high as value, rank() over (partition by ranked_among order by high desc)
            + count(*) over (partition by ranked_among, high) - 1 as at_least
        from entered
        qualify row_number() over (partition by ranked_among, high) = 1
    ),
    certain as (
        select e.ranked_among, e.entry, coalesce(l.at_least, 0) as above
        from entered as e
        asof left join lows as l on l.ranked_among = e.ranked_among and e.high < l.value
    ),
    possible as (
        -- An interval with more than one value reaches above its own low end: not counted against itself.
        select e.ranked_among, e.entry, coalesce(h.at_least, 0) - (e.high > e.low)::integer as above
        from entered as e
        asof left join highs as h on h.ranked_among = e.ranked_among and e.low < h.value
    )
    select
        e.ranked_among, e.entry,
        rank() over (partition by e.ranked_among order by e.value desc) as rank,
        1 + c.above as band_low,
        1 + p.above as band_high,
        count(*) over (partition by e.ranked_among) as n_ranked
    from entered as e
    inner join certain as c using (ranked_among, entry)
    inner join possible as p using (ranked_among, entry);

-- Kaplan–Meier curve of waiting times. `entries` names a table or CTE of this SELECT with the columns sample (the group),
-- waited and is_answered: false is censored, still waiting after that time. One row per sample and distinct time.
create macro kaplan_meier(entries) as table
    with steps as (
        select
            sample, waited, count(*) filter (is_answered) as answered,
            -- Everyone who waited as long, those censored at that time included.
            sum(count(*)) over (partition by sample order by waited desc rows unbounded preceding)::bigint as at_risk
        from query_table(entries)
        group by sample, waited
    )
    select
        sample, waited, answered, at_risk,
        product(1.0 - answered / at_risk) over (partition by sample order by waited rows unbounded preceding)
            as unanswered_share
    from steps;

-- Comments that a post counts beyond those that were seen; NULL when that cannot be told. A page shows its first
-- few threads only, and an interface without the page's leave shows none, but both count them.
create macro hidden_comments(seen, low, high, is_thread_visible, comments_open) as case
    when low is not null and coalesce(seen, 0) >= low then 0
    when low is not null then high - coalesce(seen, 0)
    when is_thread_visible or not comments_open then 0 end;

-- Use class of an observed page and why (METRICS section 3, rules 2 to 5). What was not shown can't be called silence:
-- it proves neither too few acts nor the lack of an answer. `least`: fewer acts than this are inactivity.
-- `maybe_answers`: what the page wrote among citizens' comments, where a rule tells enquiries; it misses many that are
-- told as plain statements, so that each may be the answer to one. 0 where people tell them.
create macro use_verdict(
    window_to, is_covered, replies, maybe_answers, last_act_at, hidden_comments, acts, answered, enquiries, is_closed,
    least
) as case
    when window_to is null then ['ukjent', 'innlegg ikke synlige']
    when not is_covered and replies = 0 then ['ukjent', 'avkortet vindu']
    when last_act_at is null and hidden_comments = 0 then ['inaktiv', 'ingen handlinger']
    when last_act_at < window_to - interval 60 day and hidden_comments = 0 then ['inaktiv', 'taus i mer enn 60 dager']
    when is_covered and acts + hidden_comments < least then ['inaktiv', 'færre enn ' || least || ' handlinger']
    when answered > 0 and acts >= least and last_act_at >= window_to - interval 60 day
        then ['dialog', 'besvarte henvendelser']
    when not is_covered then ['ukjent', 'avkortet vindu']
    when coalesce(hidden_comments, 1) > 0 then ['ukjent', 'samtaler ikke synlige']
    when maybe_answers > 0 then ['ukjent', 'ingen gjenkjent henvendelse besvart']
    when is_closed then ['enveis', 'stengt']
    when enquiries > 0 then ['enveis', 'ubesvart']
    else ['enveis', 'uten henvendelser'] end;

-- The page was seen well enough for a class, also where what it wrote may answer an enquiry that the rule does not know.
create macro is_page_seen(use_class, reason) as
    use_class in ('dialog', 'enveis', 'inaktiv') or reason = 'ingen gjenkjent henvendelse besvart';

-- Two counts of one page, the earlier first: the least change that fits them is above 30 % and above 200 persons.
create macro is_jump(low_1, high_1, low_2, high_2) as
    greatest(low_2 - high_1, low_1 - high_2) > greatest(200, 0.3 * (low_1 + high_1) / 2);

create macro days_between(earlier, later) as epoch(later - earlier) / 86400.0;

create macro previous_month(month) as strftime(strptime(month || '-01', '%Y-%m-%d') - interval 1 month, '%Y-%m');

-- Counts per post, one each: share above nought in per cent, and mean; NULL of no posts, or when one count is not shown.
create macro shown_share(counts) as case when list_count(counts) = len(counts)
    then percent(len(list_filter(counts, lambda each: each > 0)), len(counts)) end;
create macro shown_mean(counts) as case when list_count(counts) = len(counts) and len(counts) > 0
    then 1.0 * list_sum(counts) / len(counts) end;

-- Bootstrap of the difference of two means: 500 resamples with replacement of each side, of n - 1 values each, since n
-- would understate the spread of small groups. `entries` names a table or CTE of this SELECT with the columns sample,
-- is_first (which side), entry (its key), value (DECIMAL, whose sums don't depend on their order; NULL is left out) and
-- dice: text that throws are made of. Throws are MD5 of dice, side, draw and place, so that each run throws alike.
create macro mean_difference_resamples(entries) as table
    with sides as (
        select sample, dice, is_first, count(value) as n, list(value order by entry) filter (value is not null) as known
        from query_table(entries)
        group by all
    ),
    throws as (
        select dice, is_first, draw, place, md5_number_lower(concat_ws(' ', dice, is_first, draw, place)) as face
        from (select dice, is_first, max(n) as n from sides group by all),
            lateral (select unnest(range(1, n)) as place), range(500) as r (draw)
    )
    select s.sample, t.draw,
        avg(s.known[1 + (t.face % s.n)::bigint]) filter (s.is_first)
            - avg(s.known[1 + (t.face % s.n)::bigint]) filter (not s.is_first) as difference
    from sides as s
    inner join throws as t on t.dice = s.dice and t.is_first = s.is_first and t.place < s.n
    group by all;

-- Grade 1–6 of a mean z: 3.5 is the mean of the size class, two standard deviations are 2.5 grades; one decimal.
create macro grade_of(mean_z) as case when mean_z is not null
    then round(least(greatest(3.5::double + 1.25 * mean_z, 1), 6), 1) end;

-- Standard deviations above a mean, as they count in a grade: 0 where all are alike, never more than 3 either way, so that
-- one month's odd figure does not decide the grade alone.
create macro z_counted(value, mean, deviation) as case when value is not null and mean is not null
    then least(greatest(coalesce((value - mean) / nullif(deviation, 0), 0), -3), 3) end;

-- Size classes; the number is for sorting.
create macro size_class_order(kind, population) as case
    when kind = 'fylkeskommune' then 7
    when population < 2000 then 1
    when population < 5000 then 2
    when population < 10000 then 3
    when population < 20000 then 4
    when population < 50000 then 5
    when population >= 50000 then 6 end;
create macro size_class_name(number) as
    ['< 2 000', '2 000–4 999', '5 000–9 999', '10 000–19 999', '20 000–49 999', '≥ 50 000', 'fylkeskommune'][number];

-- Host of an address, lower case, without "www."; NULL when there is none.
create macro host_of(address) as nullif(regexp_replace(
    lower(regexp_extract(address, '^(?:[A-Za-z][A-Za-z0-9+.-]*:)?(?://)?(?:[^/?#@]*@)?([^/?#:@]+)', 1)), '^www\.', ''), '');

-- Which way in is preferred, all else equal: the platform's own interface, its pages, its plugin, imports.
create macro route_order(route) as
    case route when 'graph_api' then 1 when 'facebook_plugin' then 3 when 'import' then 4 else 2 end;
