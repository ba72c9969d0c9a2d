package io.crumbless.night.delivery;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The unread columns of a delivered file that should be reported.
 *
 * @param flags columns that seem to say which rows count; they are ignored, and every row counts
 * @param insteadOf columns that may be renamed ones, since they are present and a mapped column is not
 * @param maps JSON keys with nested objects, whose names may be values
 * @param evidence columns that seem to state the origin of values: a model's score, a collection method
 * @param choices fields of items that contain nested choices
 */
public record UnreadColumns(
        Set<String> flags, Map<String, String> insteadOf, Set<String> maps, Set<String> evidence, Set<String> choices) {
    /** Nothing to report. */
    public static final UnreadColumns NONE = new UnreadColumns(Set.of(), Map.of(), Set.of());

    /** Message about evidence, which follows its name and place. */
    public static final String EVIDENCE =
            "looks as if it said how values came to be (the score of a model, a way of collecting), and is not read, so that it"
                    + " strips nothing. Map it with columns.score or columns.collected-by, or list it under ignore-columns";

    /** Message about a flag, which follows its name and place. */
    public static final String FLAG =
            "looks as if it said which rows count, and is not asked: each row counts as a yes, whatever it says."
                    + " Deliver the rows alone that count, or list it under ignore-columns";

    /** Message about choices, which follows their name and place. */
    public static final String CHOICES =
            "holds choices inside of an item, and is not read, so that what people withdrew there is missed. Deliver them"
                    + " as records of their own, or list it under ignore-columns";

    private static final Pattern KINDS_OF_REQUEST = Pattern.compile(
            "(?:(?:request|dsr|dsar|ticket|case|right|gdpr|privacy)_)?(?:type|kind|right|category|article|art)|request|anliegen|(?:anfrage|antrags?)"
                    + "(?:_?(?:art|typ))?|betroffenenrecht|recht|type_de_demande|droit");

    private static final Set<String> CHOICE_NAMES =
            Set.of("preferences", "custom_preferences", "topics", "sub_topics", "sub_purposes");

    private static final Set<String> FLAGS = Set.of(
            "op",
            "operation",
            "action",
            "event",
            "change",
            "change_type",
            "cdc_op",
            "dml",
            "status",
            "state_flag",
            "flag",
            "gpc",
            "dnt",
            "consent",
            "consents",
            "consented",
            "consent_given",
            "granted",
            "optout",
            "opt_out",
            "opted_out",
            "optin",
            "opt_in",
            "opted_in",
            "subscribed",
            "unsubscribed",
            "suppressed",
            "revoked",
            "withdrawn",
            "deleted",
            "removed",
            "exited",
            "expired",
            "expiration",
            "expires",
            "expiry",
            "member",
            "is_member",
            "in_segment",
            "in_audience",
            "realized",
            "qualified",
            "included",
            "excluded",
            "cancelled",
            "canceled",
            "ended",
            "ended_at",
            "exited_at",
            "soft_deleted",
            "active",
            "inactive",
            "enabled",
            "disabled",
            "valid",
            "current",
            "tombstone",
            "deleted_at",
            "removed_at",
            "revoked_at",
            "expires_at");

    /**
     * Names of flags with several words: of change data capture (Fivetran, Airbyte, Debezium, Snowflake, Qlik), of
     * consents and opt-outs, of the state of a record; in English, German and French.
     */
    private static final Pattern FLAG_NAMES = Pattern.compile(
            "(?:[a-z]+_){0,3}opt(?:ed)?_?(?:in|out)"
                    + "(?:_(?:at|on|date|time|status|flag|of_email))?"
                    + "|(?:[a-z]+_){0,2}(?:deleted|removed|revoked|withdrawn|erased|anonymi[sz]ed|archived)"
                    + "(?:_(?:at|on|date|time|flag))?"
                    + "|(?:delete|del|deletion|removal|revocation|withdrawal|erasure|unsub|unsubscribed?|exit|left)"
                    + "_(?:flag|at|on|date|time)"
                    + "|(?:membership|segment|audience|row|record|request|approval|consent|subscription|permission|doi)"
                    + "_(?:status|state)"
                    + "|(?:cdc|dml|op|operation|action|change|header_change|event|metadata|row|delta)"
                    + "_(?:op|oper|operation|type|action|code|name)"
                    + "|(?:date_)?(?:withdrawal|withdrawn|revocation|revoked|cancell?ed|cancell?ation|suppressed|suppression|deactivated"
                    + "|disabled|inactive|unsubscribed?|unsubscription|opt(?:ed)?_?out|unlinked|logged_out|logout|terminated|retired"
                    + "|unqualified|disqualified|exited|removed|deleted|erased|tombstone|soft_delete)"
                    + "(?:_(?:at|on|date|time|ts|timestamp|since|flag|status|state|reason|by))?"
                    + "|(?:[a-z]+_)?(?:delete|erase|forget)_?(?:me|request|requested)|gdpr_(?:delete|erase|erasure)|l(?:ö|oe)schen|l(?:ö|oe)schwunsch"
                    + "|qualification_status|(?:valid|active|member|expires?|expiry|expiration|end|stop)_(?:ts|timestamp|dt)|ttl|valid_thru"
                    + "|stop_date|negated?|excluded?|d_unsid|(?:anonymi[sz]ed|deleted|merged)_(?:ts|timestamp)"
                    + "|do_not_(?:sell|share|sell_or_share|contact|track|mail|email|process)|dnc|us_?privacy|gpc_signal|sec_gpc"
                    + "|limit_ad_tracking|(?:ad|analytics)_storage|ad_user_data|ad_personali[sz]ation|(?:[a-z]+_){1,2}consent"
                    + "|doi|(?:doi_)?confirmed_at|merged_(?:into|with)|is_test|blocked|approved|rejected|negated|excluded_at"
                    + "|(?:dbt_valid|effective)_to|(?:effective_)?end_date|(?:current|active)_flag|statecode"
                    + "|loekz|l(?:ö|oe)schkennzeichen|(?:gel(?:ö|oe)scht|widerrufen|widerruf|abgemeldet|abbestellt|storniert"
                    + "|gesperrt)(?:_am)?|(?:in)?aktiv|(?:un)?g(?:ü|ue)ltig|(?:ge)?k(?:ü|ue)ndig(?:t|ung)(?:_am|sdatum)?|widerrufsdatum|(?:werbe|kontakt)sperre|robinson(?:liste)?"
                    + "|beendet(?:_am)?|(?:date_)?retrait|date_(?:fin|suppression|desinscription|revocation)|(?:supprim|annul|r[eé]sili|retir)[eé]e?(?:_le)?"
                    + "|(?:fecha_)?baja|(?:eliminad|borrad|revocad|anulad|cancelad)[oa]|supprim[eé]e?|d[eé]sabonn[eé]e?|r[eé]voqu[eé]e?|(?:in)?actif");

    /** The user action in Google Analytics; in change data capture the column is {@code eventName}. */
    private static final String NAME_OF_EVENT = "event_name";

    /** Names of columns with the result of a model about a person. */
    private static final Pattern SCORE_NAMES =
            Pattern.compile("(?:[a-z]+_){0,2}(?:score|probability|propensity|confidence"
                    + "|likelihood|affinity)|scores|prob|prediction|predicted|inferred|modell?ed|lookalike|look_alike"
                    + "|derived|estimated|imputed|extrapolated|(?:ai|ml|auto|model|machine)_(?:generated|assigned|predicted)|is_seed|seed_audience"
                    + "|(?:model|algorithm)(?:_(?:id|name|version|run))?");

    /** Columns with the collection method, or with the collector. */
    private static final Pattern METHOD_NAMES =
            Pattern.compile("(?:collected|obtained|captured|acquired|sourced)_(?:by|via|from|through|how)"
                    + "|(?:trait|segment|audience|source|match|matching)_(?:type|kind|class|origin|method)|deterministic|probabilistic|collection(?:_method|_type|_source)?|method"
                    + "|provenance|origin|acquired_(?:by|from)|data_provider|broker|third_party|(?:first|second|third)_party_data"
                    + "|data_type_origin|onboarded(?:_by|_from)?");

    /** Suffixes of columns that describe the origin of another column's values. */
    private static final Pattern OF_ANOTHER = Pattern.compile(
            "(?:(?:is|has|was)_)?(.+?)_(?:score|probability|propensity|confidence|likelihood|prob|predicted|inferred|imputed|estimated|modell?ed|is_(?:predicted"
                    + "|inferred|estimated|imputed|modell?ed)|inference|prediction|origin|provenance|source|method|derived_from"
                    + "|collected_by|collection_method|model(?:_(?:id|name|version))?)");

    /** Columns with an end of use. */
    private static final Set<String> ENDS = Set.of(
            "valid_until",
            "validuntil",
            "valid_to",
            "valid_till",
            "valid_thru",
            "valid_through",
            "validity_end",
            "expires",
            "expires_at",
            "expires_on",
            "expiry",
            "expiry_date",
            "expiration",
            "expiration_date",
            "expire_date",
            "gueltig_bis",
            "gültig_bis",
            "ablaufdatum");

    /** Columns that mark withdrawals. */
    private static final Set<String> WITHDRAWALS = Set.of(
            "action",
            "op",
            "operation",
            "optout",
            "opt_out",
            "opted_out",
            "optout_at",
            "opted_out_at",
            "unsubscribed",
            "unsubscribed_at",
            "revoked",
            "revoked_at",
            "withdrawn",
            "withdrawn_at",
            "withdrawal",
            "deleted",
            "deleted_at",
            "removed",
            "removed_at",
            "tombstone");

    /** As {@link #WITHDRAWALS}, with several words. */
    private static final Pattern WITHDRAWAL_NAMES = Pattern.compile(
            "(?:fivetran|sdc|ab_cdc|airbyte|row|hoodie_is|soft)_(?:is_)?deleted(?:_at)?|metadata_action"
                    + "|(?:cdc|dml|op|change)_(?:op|oper|operation|type)|(?:delete|del|deleted)_flag"
                    + "|(?:has_)?(?:[a-z]+_)?opt(?:ed)?_?out(?:_at|_date|_of_email)?|(?:consent_)?(?:revoked|withdrawn)(?:_at|_on|_date)?"
                    + "|unsub(?:scribed?)?_(?:at|on|date|ts|timestamp)|(?:withdrawal|withdrawn|revocation|revoked|opt(?:ed)?_?out|tombstone)"
                    + "_(?:at|on|date|time|ts|timestamp|flag)|(?:[a-z]+_)?(?:delete|erase|forget)_?(?:me|request|requested)|gdpr_(?:delete|erase|erasure)|l(?:ö|oe)schen"
                    + "|l(?:ö|oe)schwunsch|widerrufsdatum|(?:date_)?retrait|baja|(?:gel(?:ö|oe)scht|widerrufen|widerruf|abgemeldet)(?:_am)?");

    /** Names of columns as written by people; others may be data, and are not printed. */
    private static final String NAME = "[\\p{L}_@$#][\\p{L}\\p{N}_.$#@ -]{0,59}";

    private static final int MOST_SHOWN = 20;

    public UnreadColumns {
        flags = Set.copyOf(flags);
        insteadOf = Map.copyOf(insteadOf);
        maps = Set.copyOf(maps);
        evidence = Set.copyOf(evidence);
        choices = Set.copyOf(choices);
    }

    /** The columns of a file in which choices inside items are not searched. */
    public UnreadColumns(Set<String> flags, Map<String, String> insteadOf, Set<String> maps, Set<String> evidence) {
        this(flags, insteadOf, maps, evidence, Set.of());
    }

    /** The columns of a file in which evidence is not searched either. */
    public UnreadColumns(Set<String> flags, Map<String, String> insteadOf, Set<String> maps) {
        this(flags, insteadOf, maps, Set.of());
    }

    /** Whether the name of a column, or its part after the last dot, suggests that it says which rows count. */
    public static boolean isFlag(String column) {
        if (column.substring(column.lastIndexOf('.') + 1).equals(NAME_OF_EVENT)) {
            return false;
        }
        String name = plain(column);
        return FLAGS.contains(name)
                || ENDS.contains(name)
                || FLAG_NAMES.matcher(name).matches()
                || FLAGS.contains(name.replaceFirst("^(is|has|was)_", ""));
    }

    /** Whether a column seems to contain the kind of a request: not every request demands erasure. */
    public static boolean isKindOfRequest(String column) {
        return KINDS_OF_REQUEST.matcher(plain(column)).matches();
    }

    /** Whether a field of an item contains nested choices, such as the topics of a purpose. */
    public static boolean isChoices(String field) {
        return CHOICE_NAMES.contains(plain(field));
    }

    /** Whether a column with this name contains the result of a model about a person. */
    public static boolean isScore(String column) {
        return SCORE_NAMES
                .matcher(plain(column).replaceFirst("^(is|has|was)_", ""))
                .matches();
    }

    /** Whether a column of this name contains the collection method. */
    public static boolean isMethod(String column) {
        return METHOD_NAMES
                .matcher(plain(column).replaceFirst("^(is|has|was)_", ""))
                .matches();
    }

    /**
     * Whether a column, {@code language_confidence}, describes the origin of another one's values, {@code language}.
     */
    public static boolean isOfAnother(String column, Collection<String> others) {
        Matcher name = OF_ANOTHER.matcher(whole(column));
        return name.matches()
                && others.stream()
                        .anyMatch(other ->
                                whole(other).replaceFirst("_(?:value|val)$", "").equals(name.group(1)));
    }

    /** Whether a column of this name contains an end of use. */
    public static boolean isEnd(String column) {
        return ENDS.contains(plain(column));
    }

    /** Whether a column of this name marks withdrawals. */
    public static boolean isWithdrawal(String column) {
        String name = plain(column).replaceFirst("^(is|has|was)_", "");
        return WITHDRAWALS.contains(name) || WITHDRAWAL_NAMES.matcher(name).matches();
    }

    /** {@code isDeleted} and {@code is-deleted} as is_deleted. */
    private static String plain(String column) {
        return whole(column.substring(column.lastIndexOf('.') + 1));
    }

    /** As {@link #plain}, with the part before a dot. */
    private static String whole(String column) {
        return column.replaceAll("(\\p{Ll})(\\p{Lu})", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .replaceAll("^_+|_+$", "");
    }

    /** Names that may stand in a message, not too many. */
    public static List<String> names(Iterable<String> names) {
        Set<String> shown = new LinkedHashSet<>();
        names.forEach(name -> {
            if (name.matches(NAME)) {
                shown.add(name);
            }
        });
        return shown.stream().limit(MOST_SHOWN).toList();
    }
}
