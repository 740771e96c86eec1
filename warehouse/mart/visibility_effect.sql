-- One row per month and size class, and one for all of them pooled: do pages that the website's front page links to have
-- more followers? A correlation, not an effect of the link.
-- month: month of the edition, YYYY-MM
-- size_class: by inhabitants; alle for the pooled row, which stands last
-- effect_state: målt, or for få (fewer than 5 in a group, or no class to pool)
-- n_visible: measured pages that the front page links to; in the pooled row those of the classes that are pooled
-- n_not_visible: measured pages that it does not link to; likewise
-- n_without_followers: measured pages with 0 followers, left out
-- followers_visible: geometric mean, persons; NULL when nobody is in the group, and in the pooled row
-- followers_not_visible: geometric mean, persons; likewise
-- weight_percent: the class's share in the pooled ratio, %; NULL when it is left out
-- ratio: followers visible ÷ not visible; NULL when too few
-- ratio_low: lower end of the 95 % interval (bootstrap)
-- ratio_high: upper end
-- method_version: version of the whole method
select e.*
from metrics.m20_visibility_effect as e
left join (select distinct size_class, size_class_order from core.authority_month) as o using (size_class)
order by e.month, o.size_class_order nulls last
