-- One row per way of seeing a page's conversations that METRICS section 3 grades, best first.
-- route: the way in; coding is no visit but a filled sheet: core.coded_use
-- viewer: who saw it
-- evidence_grade: A (a token the page gave), B (pages a person saved), C (coded by two people), D (by one)
select *
from (values
    ('graph_api', 'page_token', 'A'),
    ('import', 'page_token', 'A'),
    ('import', 'person', 'B'),
    ('coding', 'two_coders', 'C'),
    ('coding', 'one_coder', 'D')
) as final (route, viewer, evidence_grade)
