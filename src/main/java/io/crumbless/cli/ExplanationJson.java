package io.crumbless.cli;

import io.crumbless.legal.Explanation;
import io.crumbless.legal.Explanation.HeldValue;
import io.crumbless.profile.Lineage;
import io.crumbless.profile.NoticeRef;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An explanation for machines; lineage in the words of the profile's columns. */
final class ExplanationJson {
    private ExplanationJson() {}

    static String of(Explanation explanation) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("subject_id", explanation.subject());
        result.put("run_id", explanation.runId());
        result.put("business_date", explanation.businessDate().toString());
        result.put("as_of", explanation.asOf().toString());
        result.put("policy_version", explanation.policyVersion());
        result.put("jurisdiction", explanation.jurisdiction().orElse(null));
        result.put(
                "held", explanation.held().stream().map(ExplanationJson::held).toList());
        result.put(
                "contact_moments",
                explanation.moments().stream()
                        .map(moment -> ResultJson.ordered(
                                "attribute", moment.attribute(),
                                "purpose", moment.purpose(),
                                "channel", moment.channel(),
                                "opens", moment.opens().toString(),
                                "closes", moment.closes().toString()))
                        .toList());
        result.put("log", explanation.log().stream().map(ExplanationJson::said).toList());
        result.put(
                "removed",
                explanation.removed().stream()
                        .map(count -> ResultJson.ordered("number", count.number(), "of", count.of()))
                        .toList());
        return ResultJson.text(result);
    }

    private static Map<String, @Nullable Object> held(HeldValue held) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("attribute", held.attribute());
        result.put("value", held.value());
        result.put("lineage", lineage(held.lineage()));
        return result;
    }

    private static Map<String, @Nullable Object> lineage(Lineage lineage) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("origin", lineage.origin().name().toLowerCase(Locale.ROOT));
        result.put("declaration_id", lineage.declarationId());
        result.put("source", lineage.source());
        result.put("channel", lineage.channel());
        result.put("elicitation", lineage.elicitation());
        result.put("purposes", lineage.purposes());
        result.put("notice", notice(lineage.notice()));
        result.put("legal_basis", lineage.legalBasis());
        result.put(
                "declared_at",
                Instant.EPOCH
                        .plus(lineage.declaredAtMicros(), ChronoUnit.MICROS)
                        .toString());
        result.put(
                "valid_until",
                lineage.validUntilEpochDay() == null
                        ? null
                        : LocalDate.ofEpochDay(lineage.validUntilEpochDay()).toString());
        result.put("rule", lineage.rule());
        result.put("accumulated_from", List.copyOf(lineage.accumulatedFrom()));
        return result;
    }

    private static @Nullable Object notice(@Nullable NoticeRef notice) {
        return notice == null
                ? null
                : ResultJson.ordered("id", notice.id(), "version", notice.version(), "language", notice.language());
    }

    private static Map<String, @Nullable Object> said(Explanation.LogLine said) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("declaration_id", said.declarationId());
        result.put("source", said.source());
        result.put("action", said.action());
        result.put("attribute", said.attribute());
        result.put("value", said.value());
        result.put("declared_at", said.declaredAt().toString());
        result.put("channel", said.channel());
        result.put("fate", said.fate());
        return result;
    }
}
