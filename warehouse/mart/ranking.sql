-- One row per month and authority in force: everything the barometer says of it; NULL where not observed.
-- month: month of the edition, YYYY-MM
-- authority_number: official number, text
-- authority: name, main language
-- kind: kommune or fylkeskommune; Oslo is a kommune
-- county_number: county, two digits, text
-- county: county name
-- size_class: size class by inhabitants; fylkeskommune apart
-- population: inhabitants
-- latitude: a point inside, degrees north (WGS 84)
-- longitude: likewise, degrees east
-- website: front page address
-- state: as in core.page_state: ok, ingen side, valgt bort, utilgjengelig (wall), robots, feil, for gammel (> 45 days) or
--     ikke oppdatert (a number was read and is held back until a second look)
-- state_detail: why, in Norwegian; empty when there is nothing to say
-- account_id: the official Facebook page, or the candidate for it; NULL when there is neither
-- account_url: an address that opens it
-- account_status: official, kandidat or chosen_not; NULL when there is no account
-- followers: middle of the interval, persons
-- followers_low: smallest true value that fits, persons
-- followers_high: largest true value that fits, persons
-- is_exact: true when the source gives the number itself
-- counter_kind: followers, or likes in editions from before; one kind in an edition
-- source: route and part of the page it was read from
-- observed_at: when, UTC; up to 45 days before the edition's end
-- coverage_percent: followers per 100 inhabitants, %; may exceed 100
-- coverage_percent_low: from the smallest fitting count, %
-- coverage_percent_high: from the largest fitting count, %
-- rank: by coverage; equal values share a rank (1, 2, 2, 4)
-- rank_band_low: best rank that fits the intervals
-- rank_band_high: worst rank that fits the intervals
-- n_ranked: authorities in that ranking
-- rank_in_size_class: by coverage in its size class
-- rank_in_size_class_band_low: best such rank that fits the intervals
-- rank_in_size_class_band_high: worst such rank that fits
-- rank_in_size_class_change: places moved since the calendar month before; NULL too when it was in another class then
-- n_ranked_in_size_class: authorities in that ranking
-- rank_in_county: by coverage in its county, the fylkeskommune among its kommuner
-- rank_in_county_band_low: best such rank that fits the intervals
-- rank_in_county_band_high: worst such rank that fits
-- rank_in_county_change: places moved since the calendar month before; NULL too when it was in another county then
-- n_ranked_in_county: authorities in that ranking
-- rank_by_followers: by followers
-- rank_previous: rank in the calendar month before
-- rank_change: places moved since then; positive is up
-- talking_about: persons talking about the page in the last week
-- talking_about_percent: the same per 100 inhabitants, %
-- growth_persons: change since the last measurement, persons
-- growth_percent: the same, of the earlier count, %
-- growth_percent_per_30_days: the same as compound growth per 30 days, %
-- growth_state: målt, ikke målbar, brudd, mangler or utenfor vindu
-- growth_break_reason: why it is a break, in Norwegian: ny teller, ny side, ny myndighet; NULL otherwise
-- window_days: days between the two measurements
-- use_class: dialog, enveis, inaktiv, ukjent, ingen side or valgt bort; NULL when not known whether it has a page
-- use_class_reason: why, in Norwegian
-- page_acts: posts and comments by the page in 90 days; NULL unless the page was seen well enough to be classified,
--     whether or not its enquiries could be told
-- enquiries: citizens' enquiries in 90 days; likewise
-- answered_enquiries: of those, answered by the page
-- visibility_score: how the website shows the page, 0–100 points
-- visibility_class: forside, annet sted or ingen
-- visibility_front_points: of the score, for a link on the front page, 0 or 35
-- visibility_prominent_points: for its standing at the top or in a "follow us" block, 0 or 15
-- visibility_contact_points: for a link on the contact page, 0 or 15
-- visibility_overview_points: for a page that lists the accounts, 0 or 15
-- visibility_backlink_points: for the account's link back, 0 or 10; NULL when the account was not seen
-- visibility_works_points: for a link that works, 0 or 10; NULL when that could not be seen
-- facebook_pages: official Facebook pages, sub-pages included
-- channels: platforms with an official account that is not known to be silent
-- page_age_years: age of the page, years (M19); NULL when neither its opening nor a post is known
-- is_page_age_lower_bound: true when it may be older: the oldest post seen is all that is known
-- grade: 1–6 among its size class (M22), one decimal; 3.5 is the mean; NULL with fewer than three indicators
-- grade_low: smallest grade that fits the indicators' intervals
-- grade_high: largest
-- grade_indicators: indicators it rests on, 0–5; NULL without an official page
-- method_version: version of the whole method
with places as (
    select
        r.*, p.rank as rank_previous, p.rank - r.rank as rank_change,
        case when b.size_class = a.size_class then p.rank_in_size_class - r.rank_in_size_class end
            as rank_in_size_class_change,
        case when b.county = a.county then p.rank_in_county - r.rank_in_county end as rank_in_county_change
    from mart.coverage_rank as r
    inner join core.authority_month as a on a.month = r.month and a.authority_number = r.authority_number
    left join mart.coverage_rank as p
        on p.authority_number = a.previous_number and p.month = previous_month(r.month)
    left join core.authority_month as b on b.month = p.month and b.authority_number = p.authority_number
),
final as (
    select
        a.month, a.authority_number, a.authority, a.kind, a.county_number, a.county, a.size_class, a.population,
        a.latitude, a.longitude, a.website,
        s.state, s.state_detail, s.native_id as account_id, o.url as account_url, o.account_status,
        f.persons as followers, f.persons_low as followers_low, f.persons_high as followers_high, f.is_exact,
        f.counter_kind, f.source, f.observed_at,
        c.percent as coverage_percent, c.percent_low as coverage_percent_low, c.percent_high as coverage_percent_high,
        r.rank, r.rank_band_low, r.rank_band_high, r.n_ranked,
        r.rank_in_size_class, r.rank_in_size_class_band_low, r.rank_in_size_class_band_high,
        r.rank_in_size_class_change, r.n_ranked_in_size_class,
        r.rank_in_county, r.rank_in_county_band_low, r.rank_in_county_band_high, r.rank_in_county_change,
        r.n_ranked_in_county, r.rank_by_followers,
        r.rank_previous, r.rank_change,
        t.persons as talking_about, t.percent as talking_about_percent,
        g.persons as growth_persons, g.percent as growth_percent,
        g.percent_per_30_days as growth_percent_per_30_days,
        coalesce(g.growth_state, 'mangler') as growth_state, g.break_reason as growth_break_reason, g.window_days,
        u.use_class, u.reason as use_class_reason,
        case when is_page_seen(u.use_class, u.reason) then u.page_acts end as page_acts,
        case when is_page_seen(u.use_class, u.reason) then u.enquiries end as enquiries,
        case when is_page_seen(u.use_class, u.reason) then u.answered_enquiries end as answered_enquiries,
        v.score as visibility_score, v.visibility_class,
        v.front_points as visibility_front_points, v.prominent_points as visibility_prominent_points,
        v.contact_points as visibility_contact_points, v.overview_points as visibility_overview_points,
        v.backlink_points as visibility_backlink_points, v.works_points as visibility_works_points,
        n.pages as facebook_pages, b.channels,
        y.years as page_age_years, y.is_lower_bound as is_page_age_lower_bound,
        k.grade, k.grade_low, k.grade_high, k.indicators as grade_indicators,
        method_version() as method_version
    from core.authority_month as a
    inner join core.page_state as s using (month, authority_number)
    inner join core.official_page as o using (month, authority_number)
    left join metrics.m02_followers as f
        on f.month = a.month and f.authority_number = a.authority_number and f.is_headline
    left join metrics.m03_coverage as c using (month, authority_number)
    left join places as r using (month, authority_number)
    left join metrics.m15_talking_about as t using (month, authority_number)
    left join metrics.m04_growth as g using (month, authority_number)
    left join metrics.m11_use_class as u using (month, authority_number)
    left join metrics.m16_visibility as v using (month, authority_number)
    left join metrics.m17_pages as n using (month, authority_number)
    left join metrics.m18_channel_breadth as b using (month, authority_number)
    left join metrics.m19_page_age as y
        on y.month = a.month and y.authority_number = a.authority_number and y.channel = 'facebook'
        and y.native_id = o.native_id
    left join metrics.m22_grade as k using (month, authority_number)
)
select * from final order by month, rank nulls last, authority_number
