package io.crumbless.night.publish;

import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.declaration.Refusal;
import io.crumbless.kernel.merge.StatementBin;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why records were not admitted, and which keys of the job file to check: for messages about a night that is refused.
 */
public final class RefusedReasons {
    private static final int MOST_REASONS = 3;
    private static final int MOST_SOURCES = 3;

    private RefusedReasons() {}

    /**
     * For sources of which most statements were refused: {@code source 'shop': 8 time_without_zone, look at its zone}.
     */
    static String of(Books books) {
        return books.lines().stream()
                .filter(line -> line.account().unit() == Unit.STATEMENTS && refused(line) > 0)
                .sorted(Comparator.comparingLong(RefusedReasons::refused).reversed())
                .limit(MOST_SOURCES)
                .map(line -> "source '" + line.account().source() + "': " + of(line))
                .collect(Collectors.joining("; "));
    }

    /** Refused statements or quarantined rows of one account, most first. */
    public static String of(Books.Line line) {
        return text(bins(line));
    }

    /** As {@link #of(Books.Line)}, only for records that do not have the shape of their file. */
    static String unread(Books.Line line) {
        return text(bins(line).filter(bin -> Unadmitted.isUnread(bin.getKey())));
    }

    private static String text(Stream<Map.Entry<String, Long>> counted) {
        List<Map.Entry<String, Long>> bins = counted.sorted(
                        Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry::getKey))
                .toList();
        String reasons = bins.stream()
                .limit(MOST_REASONS)
                .map(bin -> bin.getValue() + " " + code(bin.getKey()))
                .collect(Collectors.joining(", "));
        return reasons
                + (bins.size() > MOST_REASONS ? " and others" : "")
                + bins.stream()
                        .findFirst()
                        .flatMap(bin -> keys(code(bin.getKey())))
                        .map(keys -> ", look at " + keys)
                        .orElse("");
    }

    private static long refused(Books.Line line) {
        return bins(line).mapToLong(Map.Entry::getValue).sum();
    }

    private static Stream<Map.Entry<String, Long>> bins(Books.Line line) {
        return line.bins().entrySet().stream()
                .filter(bin ->
                        bin.getKey().startsWith("refused:") || bin.getKey().startsWith("quarantined:"))
                .filter(bin ->
                        !bin.getKey().equals(StatementBin.refused(Refusal.SUBJECT_ERASED)) && bin.getValue() > 0);
    }

    private static String code(String bin) {
        return bin.substring(bin.indexOf(':') + 1);
    }

    /** Keys in the job file's entry for the source that may be wrong or missing. */
    private static Optional<String> keys(String code) {
        return Optional.ofNullable(
                switch (code) {
                    case "malformed" -> "its format and csv";
                    case "ragged", "quoting", "other_quotes" -> "csv.delimiter, csv.quote and csv.escape";
                    case "undecodable", "nul" -> "csv.encoding";
                    case "not_an_object" -> "its format";
                    case "key_missing", "cookie_missing", "subject_missing" ->
                        "columns.subject-id and columns.cookie-id";
                    case "segment_missing" -> "columns.segment";
                    case "attribute_missing" -> "columns.attribute";
                    case "list_invalid" -> "its list";
                    case "method_missing" -> "columns.method";
                    case "flag_unclear" -> "its where";
                    case "form_version_unknown" -> "form-versions";
                    case "id_missing" -> "columns.declaration-id or id-of";
                    case "action_unknown" -> "words.action or constants.action";
                    case "attribute_unknown" -> "values, and at attributes.yaml";
                    case "value_invalid" -> "values (answers), and at the attribute's type in attributes.yaml";
                    case "purpose_missing", "purpose_not_allowed", "purpose_not_in_notice" ->
                        "words.purposes and constants.purposes, and at purposes.yaml";
                    case "notice_missing", "notice_unknown", "notice_language_unknown" ->
                        "words and constants of the notice, and at purposes.yaml";
                    case "channel_unknown" -> "words.channel and constants.channel";
                    case "elicitation_inadmissible" -> "words.elicitation and constants.elicitation";
                    case "declared_by_unknown" -> "words.declared-by and constants.declared-by";
                    case "recorder_missing" -> "columns.recorded-by";
                    case "confirmation_missing", "confirmed_invalid" -> "columns.confirmed and words.confirmed";
                    case "evidence_missing" -> "columns.evidence-ref";
                    case "jurisdiction_missing", "jurisdiction_unknown" -> "jurisdiction and words.jurisdiction";
                    case "explicit_basis_missing" -> "columns.legal-basis and constants.legal-basis";
                    case "expiry_missing" -> "columns.valid-until, and at keep-until in attributes.yaml";
                    case "time_missing" -> "columns.declared-at";
                    case "time_invalid", "valid_until_invalid" -> "times";
                    case "time_without_zone" -> "zone";
                    case "time_ambiguous" -> "doubled-hour";
                    default -> null;
                });
    }
}
