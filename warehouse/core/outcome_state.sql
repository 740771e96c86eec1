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
    ('token_refused', 'feil', 'adgangsnøkkelen er avvist', 6),
    ('version_removed', 'feil', 'grensesnittets versjon er avviklet', 7),
    ('consent_wall', 'utilgjengelig', 'krever samtykke', 8),
    ('challenge', 'utilgjengelig', 'ber om å bevise at man er et menneske', 9),
    ('robots', 'robots', 'robots.txt tillater det ikke', 10),
    ('rate_limited', 'feil', 'for mange forespørsler', 11),
    ('needs_browser', 'feil', 'siden trenger en nettleser', 12),
    ('unparsable', 'feil', 'siden ble ikke forstått', 13),
    ('http_error', 'feil', 'feil hos nettstedet', 14),
    ('timeout', 'feil', 'tidsavbrudd', 15),
    ('unreachable', 'feil', 'fikk ikke forbindelse', 16),
    ('too_large', 'feil', 'siden er for stor', 17),
    ('not_html', 'feil', 'ikke en nettside', 18)
) as final (outcome, state, detail, outcome_order)
