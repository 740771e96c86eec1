-- One row per outcome of a visit: what it means for a reader.
-- outcome: outcome of a visit or page, as in the readings
-- state: the state it leaves an authority in: ok, utilgjengelig (wall), robots or feil
-- detail: the outcome in a few Norwegian words
-- outcome_order: which of several outcomes says most, 0 first
select *
from (values
    ('ok', 'ok', '', 0),
    ('not_found', 'feil', 'siden finnes ikke', 1),
    ('login_wall', 'utilgjengelig', 'krever innlogging', 2),
    ('restricted', 'utilgjengelig', 'begrenset tilgang', 3),
    ('unavailable', 'utilgjengelig', 'innholdet er ikke tilgjengelig', 4),
    ('no_permission', 'utilgjengelig', 'mangler tillatelse', 5),
    ('consent_wall', 'utilgjengelig', 'krever samtykke', 6),
    ('challenge', 'utilgjengelig', 'ber om å bevise at man er et menneske', 7),
    ('robots', 'robots', 'robots.txt tillater det ikke', 8),
    ('rate_limited', 'feil', 'for mange forespørsler', 9),
    ('needs_browser', 'feil', 'siden trenger en nettleser', 10),
    ('unparsable', 'feil', 'siden ble ikke forstått', 11),
    ('http_error', 'feil', 'feil hos nettstedet', 12),
    ('timeout', 'feil', 'tidsavbrudd', 13),
    ('unreachable', 'feil', 'fikk ikke forbindelse', 14),
    ('too_large', 'feil', 'siden er for stor', 15),
    ('not_html', 'feil', 'ikke en nettside', 16)
) as final (outcome, state, detail, outcome_order)
