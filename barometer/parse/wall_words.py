"""The words of walls: what the platforms, Google's consent page and the usual guards say in fourteen languages.

Sources: wordings that public code and pages quote, language by language in `tests/wall_cases.csv`; Facebook's
Norwegian ones are recalled, not seen. Northern Sámi has none that is known; there the structure of a page decides.
"""

from __future__ import annotations

LOGIN = (
    r"log ?in(?:to)?\b|log on\b|sign ?in\b|sign ?up\b|logg (?:deg )?(?:inn|på)\b|logga in\b|log (?:på|ind)\b|"
    r"anmelden\b|"
    r"einloggen\b|bei \w+ anmelden|se connecter\b|connexion\b|inici(?:ar|a) sesión\b|accedi\b|entrar\b|"
    r"iniciar sessão\b|faça login\b|melde dich an\b|connectez-vous\b|"
    r"inloggen\b|aanmelden\b|zaloguj\b|kirjaudu\b|skráðu þig inn|innskráning|\w+ login\b"
)
LOGIN_AFTER_NAME = (
    r"(?:facebook|instagram|linkedin|x|twitter)\s*[-–—:|•·]\s*(?:log ?in|logg inn|logga in|log ind|anmelden|connexion|"
    r"inicia|accedi|entr[ae]|aanmelden|zaloguj|kirjaudu|sign)"
)
CHALLENGE = (
    r"just a moment|attention required|checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|"
    r"are you a robot|"
    r"you're not a robot|security check|sikkerhetskontroll|bekreft at du (?:er|ikke er)|säkerhetskontroll|captcha|"
    r"sicherheits(?:prüfung|kontrolle)|vérification de sécurité|control de seguridad|turvatarkistus|unusual traffic|"
    r"bekreft at du er et menneske|bekræft,? at du er et menneske|(?:verifiera|bekräfta) att du är en människa|"
    r"vahvista,? että olet ihminen|bestätigen sie,? dass sie ein mensch sind|vérifiez que vous êtes humain|"
    r"verifica que eres humano|(?:confirme|verifique) que você é humano|"
    r"verifica (?:di essere|che sei) un(?: essere)? umano|bevestig dat (?:u|je) een mens ben|"
    r"potwierdź,? że jesteś człowiekiem|access denied|request rejected|ddos|один момент|"
    r"et øyeblikk|einen moment|un instant|un momento"
)
CONSENT = (
    r"before you continue to|før du (?:fortsetter|fortsætter|går videre) til|innan du fortsätter till|"
    r"ennen kuin jatkat|bevor (?:sie|du) .{0,30}(?:fortfahren|weiter)|avant (?:d'accéder|de continuer)|"
    r"antes de (?:ir a|aceder à|continuar para)|"
    r"prima di (?:continuare su|accedere a) (?:google|youtube)|voordat (?:je verdergaat|u doorgaat) naar|"
    r"zanim przejdziesz do (?:google|youtube)|"
    r"allow the use of cookies|vil du tillate bruk av informasjonskapsler|tillat bruk av informasjonskapsler|"
    r"vill du tillåta .{0,20}cookies|vil du tillade .{0,20}cookies|verwendung von cookies .{0,50}(?:erlauben|zulassen)|"
    r"autoriser .{0,40}cookies|¿?permitir .{0,30}cookies|sallitaanko .{0,40}evästei|"
    r"vil du tillate .{0,30}informasjonskapsl|permitir (?:a utilização|o uso) de cookies|"
    r"gebruik van cookies .{0,30}toestaan|zezwolić na użycie plików cookie|consentire l'uso dei cookie"
)
RESTRICTED = (
    r"(?:must|have to) be (?:at least )?\d\d(?: years| to)|over \d\d years|age[- ]restricted|restricted profile|"
    r"du må være (?:minst )?\d\d år|aldersgrense|du måste vara (?:minst )?\d\d år|du skal være (?:mindst )?\d\d år|"
    r"(?:not|isn't|unavailable) (?:available )?in your (?:country|region|location)|ikke tilgjengelig i (?:ditt land|"
    r"landet ditt|din region)|in deinem land nicht verfügbar|"
    r"in ihrem land nicht verfügbar|pas disponible dans votre (?:pays|région)|no (?:está )?disponible en tu (?:país|"
    r"región)|"
    r"ei ole saatavilla (?:maassasi|alueellasi)|mindestens \d\d jahre|avoir (?:au moins )?\d\d ans|ser mayor de \d\d|"
    r"nel tuo paese|no seu país|en su país|niet beschikbaar in (?:je|uw) land|niedostępn\w+ w twoim kraju|"
    r"ikke tilgængelig\w* i dit land|inte tillgänglig\w* i ditt land|"
    r"confirm your age|bekrefte? (?:alderen din|din alder)|bekräfta din ålder|bekræfte? din alder|"
    r"dein alter zu bestätigen|confirmer votre âge|confirma(?:r)? tu edad|confirmar (?:a )?sua idade|"
    r"confermare la tua età"
)
UNAVAILABLE = (
    r"(?:content|page|profile|account|video|channel|link)[^.]{0,30} (?:isn't|is not|is no longer|not) available|"
    r"(?:innholdet|siden|profilen|kontoen|lenken)[^.]{0,30} er ikke (?:lenger )?tilgjengelig|(?:innhaldet|"
    r"sida) er ikkje "
    r"tilgjengeleg|(?:innehållet|sidan|profilen)[^.]{0,30} är inte (?:längre )?tillgänglig|(?:indholdet|indhold|"
    r"siden)[^.]{0,30} "
    r"er ikke (?:længere )?tilgængelig|(?:inhalt|seite)[^.]{0,30} ist (?:derzeit |momentan )?nicht (?:mehr )?verfügbar|"
    r"(?:contenu|page)[^.]{0,30} n'est (?:pas|plus) (?:disponible|accessible)|(?:contenido|"
    r"página)[^.]{0,30} no está disponible|"
    r"(?:sisältö|sivu)[^.]{0,30} ei ole (?:juuri nyt |tällä hetkellä )?(?:saatavilla|käytettävissä)|(?:treść|"
    r"strona)[^.]{0,30} "
    r"jest (?:obecnie )?niedostępna|"
    r"(?:este conteúdo|esta página) não está disponível|deze (?:content|inhoud|pagina) is (?:nu |"
    r"momenteel )?niet beschikbaar|"
    r"efnið er ekki (?:lengur )?(?:tiltækt|aðgengilegt)|ist diese seite (?:leider )?nicht verfügbar|"
    r"(?:sidan|innehållet) är inte tillgänglig|strona jest (?:obecnie )?niedostępna|"
    r"(?:questo contenuto|questa pagina) non è (?:al momento )?disponibile|"
    r"account (?:suspended|has been (?:suspended|terminated))"
)
NOT_FOUND = (
    r"page not found|not found \W*404|404 \W*(?:page )?not found|siden (?:ble ikke funnet|finnes ikke|"
    r"blev ikke fundet|findes ikke)|"
    r"sidan (?:vart ikkje funnen|finst ikkje|hittades inte|finns inte)|seite nicht gefunden|page introuvable|"
    r"página no encontrada|sivua ei löyt\w+|(?:page|account|channel|profile) (?:doesn't|does not) exist|"
    r"couldn't find (?:this|that) (?:page|account)"
)
LIMITED = (
    r"too many requests|temporarily blocked|midlertidig blokkert|for mange ganger|rate limit exceeded|going too fast"
)
