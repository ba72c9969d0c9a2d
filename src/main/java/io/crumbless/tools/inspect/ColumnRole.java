package io.crumbless.tools.inspect;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The role of a column, with the names that systems usually give it; the most usual names come first. */
public enum ColumnRole {
    COOKIE_ID(
            "cookie-id",
            "cookie cookie_id visitor visitor_id uuid aa_uuid aauuid mid mcid mcdevice ecid device device_id browser_id"
                    + " anonymous_id user_pseudo_id client_id gid idfa aaid gaid maid tdid xuid adid vid dpuuid cookie_key"
                    + " visitor_key besucher_id besucher"),
    SUBJECT_ID(
            "subject-id",
            "subject_id customer customer_id customer_no customer_number crm_id user_id userid member_id account_id"
                    + " person_id contact_id loyalty_id party_id external_reference external_data_reference external_id"
                    + " individual_id data_subject_id subscriber_key shopper_id kunde kunden_id kundennummer"
                    + " kundennr kunden_nr kdnr kd_nr"),
    SEGMENT(
            "segment",
            "segment segment_id segments sid audience audience_id audiences trait trait_id traits seg_id segment_name audience_name"),
    SCORE("score", "score propensity probability affinity confidence likelihood rank"),
    COLLECTED_BY("collected-by", "collected_by collection_method method how by source_type"),
    SOURCE_SYSTEM("source-system", "system source_system source data_source datasource provider"),
    ASSIGNED_AT(
            "assigned-at",
            "assigned_at ts time timestamp realized_at realization_time last_realization last_realization_ts"
                    + " last_qualification_time added_at entered_at since updated_at event_time created_at date zeitstempel"),
    LINKED_AT(
            "linked-at",
            "linked_at at ts time timestamp created_at login_time login_at logged_in_at last_login last_seen date since anmeldung"
                    + " angemeldet_am zeitstempel zeitpunkt datum"),
    METHOD("method", "method how link_method via source match_type type"),
    REQUESTED_AT(
            "requested-at",
            "requested_at at ts time timestamp created_at date received_at date_received request_date eingang eingegangen_am eingangsdatum beantragt_am"
                    + " antragsdatum datum"),
    REASON("reason", "reason why"),
    DECLARATION_ID(
            "declaration-id",
            "declaration_id response_id response_uuid submission_id record_id receipt_id event_id statement_id id"
                    + " respondent_id"),
    ACTION("action", "action op operation transaction_type"),
    ATTRIBUTE("attribute", "attribute question question_id field property preference topic"),
    VALUE("value", "value answer response choice selection"),
    PURPOSES("purposes", "purposes purpose purpose_id data_use_purpose"),
    NOTICE_ID("notice-id", "notice_id notice privacy_notice_id"),
    NOTICE_VERSION("notice-version", "notice_version privacy_notice_version"),
    NOTICE_LANGUAGE("notice-language", "notice_language"),
    CHANNEL("channel", "channel capture_source"),
    ELICITATION("elicitation", "elicitation"),
    DECLARED_BY("declared-by", "declared_by"),
    RECORDED_BY("recorded-by", "recorded_by clerk agent"),
    CONFIRMED("confirmed", "confirmed"),
    DECLARED_AT(
            "declared-at",
            "declared_at submitted_at recorded_date completed_at answered_at submit_date submit_date_utc submitdate date_submitted end_date"
                    + " capture_date submission_time created_at timestamp ts time date date_created zeitstempel"),
    VALID_UNTIL("valid-until", "valid_until valid_to valid_till expires_at expires expiry_date"),
    JURISDICTION("jurisdiction", "jurisdiction country country_code"),
    LEGAL_BASIS("legal-basis", "legal_basis"),
    EVIDENCE_REF("evidence-ref", "evidence_ref"),
    REVISED_AT("revised-at", "revised_at");

    private static final Set<ColumnRole> KEYS = Set.of(COOKIE_ID, SUBJECT_ID);

    private final String key;
    private final List<String> names;

    ColumnRole(String key, String names) {
        this.key = key;
        this.names = List.of(names.split(" "));
    }

    /** The key of the role in a job file. */
    public String key() {
        return key;
    }

    /** Whether the name belongs to some role; then it is a column name, not a person's value. */
    static boolean isKnown(String name) {
        String plain = plain(name);
        return Arrays.stream(values()).anyMatch(role -> role.names.contains(plain));
    }

    /** Whether the name belongs to a role that is not an id. */
    static boolean isOther(String name) {
        String plain = plain(name);
        return Arrays.stream(values())
                .anyMatch(role -> !KEYS.contains(role) && role != DECLARATION_ID && role.names.contains(plain));
    }

    /** Whether a column with this name holds cookie ids, customer ids or ids of any kind. */
    static boolean isKey(String name) {
        String plain = plain(name);
        return KEYS.stream().anyMatch(role -> role.names.contains(plain))
                || plain.matches("(.*_)?(id|uuid|guid|key|no|nr|number)");
    }

    /** The column that most likely has this role. */
    public Optional<String> in(List<String> columns) {
        for (String name : names) {
            for (String column : columns) {
                if (isCalled(column, name) || inObject(column).equals(name)) {
                    return Optional.of(column);
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a column has the name. The id of a nested object is not the id of the record. */
    private static boolean isCalled(String column, String name) {
        return plain(column).equals(name) && !(name.equals("id") && column.indexOf('.') >= 0);
    }

    /** The name qualified by its object: {@code user.id} becomes {@code user_id}; empty if the field is not nested. */
    private static String inObject(String column) {
        int point = column.lastIndexOf('.');
        String above = column.substring(0, Math.max(0, point));
        return point < 0 ? "" : plain(above) + "_" + plain(column);
    }

    /**
     * The normalised name: {@code customerId}, {@code Customer ID} and {@code customer-id} become {@code customer_id};
     * for a nested field only the last name.
     */
    static String plain(String column) {
        return column.substring(column.lastIndexOf('.') + 1)
                .replaceAll("(\\p{Ll})(\\p{Lu})", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .replaceAll("^_+|_+$", "");
    }
}
