package io.crumbless.cli.command;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.AnswerContext.Gap;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.Explanation.HeldValue;
import io.crumbless.answers.explain.LegacyHoldings;
import io.crumbless.answers.explain.LegacyHoldings.Holding;
import io.crumbless.cli.render.ResultJson;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.Notice;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.StatementRef;
import io.crumbless.night.job.Controller;
import io.crumbless.warehouse.ledger.ErasureRequests;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An explanation as JSON, with the column names of the snapshot. */
final class ExplanationJson {
    private final Explanation explanation;
    private final Policy policy;

    private ExplanationJson(Explanation explanation) {
        this.explanation = explanation;
        this.policy = explanation.policy();
    }

    static String of(SubjectOptions.Answer answer) {
        Map<String, @Nullable Object> object = new ExplanationJson(answer.explanation()).object();
        object.replace("outcome", outcome(answer));
        object.put("asked_for", answer.asked().value());
        object.put(
                "not_looked_at",
                answer.context().gaps().stream().map(Gap::word).sorted().toList());
        object.put(
                "controller",
                answer.context().controller().map(ExplanationJson::controller).orElse(null));
        object.put("activations", activations(answer.context()));
        object.put("unread_activations", answer.context().unreadActivations());
        object.put(
                "legacy", answer.context().legacy().map(ExplanationJson::legacy).orElse(null));
        return ResultJson.text(object);
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("subject_id", explanation.subject());
        result.put("outcome", null);
        result.put("erased_at", explanation.erasedAt().map(Instant::toString).orElse(null));
        result.put(
                "erasure", explanation.erasure().map(ExplanationJson::erasure).orElse(null));
        result.put("run_id", explanation.manifest().runId());
        result.put("business_date", explanation.manifest().businessDate().toString());
        result.put("as_of", explanation.manifest().asOf());
        result.put(
                "withdrawals_until",
                explanation.withdrawnUntil().map(Instant::toString).orElse(null));
        result.put("policy_version", explanation.manifest().policyVersion());
        result.put("jurisdiction", explanation.jurisdiction().orElse(null));
        result.put("held", explanation.held().stream().map(this::held).toList());
        result.put("log", explanation.log().stream().map(this::said).toList());
        result.put("contact_moments", moments());
        result.put("extracts", explanation.extracts());
        result.put(
                "nights",
                explanation.usage().nights().stream().map(LocalDate::toString).toList());
        result.put("uses", uses());
        result.put("refused", refused());
        result.put("removed", removed());
        return result;
    }

    /** Missing information is null; an empty list states that there is none. */
    private static Map<String, @Nullable Object> controller(Controller controller) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("name", controller.name());
        result.put("contact", controller.contact());
        result.put("stored_in", controller.storedIn().orElse(null));
        result.put("recipients", controller.recipients().orElse(null));
        result.put(
                "transfers",
                controller
                        .transfers()
                        .map(list -> list.stream()
                                .map(transfer ->
                                        ResultJson.ordered("to", transfer.to(), "safeguard", transfer.safeguard()))
                                .toList())
                        .orElse(null));
        result.put("automated_decisions", controller.automatedDecisions().orElse(null));
        return result;
    }

    private static String outcome(SubjectOptions.Answer answer) {
        Explanation explanation = answer.explanation();
        if (!explanation.isEmpty()) {
            return "found";
        }
        if (explanation.erasedAt().isPresent()) {
            return "erased";
        }
        if (answer.context().foundSomething()) {
            return "elsewhere";
        }
        return explanation.erasure().isPresent() ? "readmitted" : "unknown";
    }

    private static Map<String, @Nullable Object> erasure(ErasureRequests requests) {
        return ResultJson.ordered(
                "first_requested_at", requests.first().toString(),
                "requested_at", requests.last().toString(),
                "readmitted_at", requests.readmittedAt().map(Instant::toString).orElse(null));
    }

    private Map<String, @Nullable Object> held(HeldValue held) {
        boolean list = policy.attribute(held.attribute())
                .filter(attribute -> attribute.type() instanceof AttributeType.ListType)
                .isPresent();
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("attribute", held.attribute());
        result.put("value", list ? held.items() : held.items().get(0));
        result.put("lineage", lineage(held.lineage()));
        return result;
    }

    private Map<String, @Nullable Object> lineage(Lineage lineage) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("origin", lineage.origin().word());
        result.put("declaration_id", lineage.declarationId());
        result.put("source", lineage.source());
        result.put("channel", lineage.channel());
        result.put("elicitation", lineage.elicitation());
        result.put("purposes", lineage.purposes());
        result.put("notice", notice(lineage.notice()));
        result.put("legal_basis", lineage.legalBasis());
        result.put("declared_at", moment(lineage.declaredAtMicros()));
        result.put("valid_until", day(lineage.validUntilEpochDay()));
        result.put("rule", lineage.rule());
        result.put("accumulated_from", declarationIds(lineage.accumulatedFrom()));
        result.put("accumulated_sources", sources(lineage.accumulatedFrom()));
        return result;
    }

    private static List<String> declarationIds(List<StatementRef> statements) {
        return statements.stream().map(StatementRef::declarationId).toList();
    }

    /** One source per id; null if the snapshot was written by a version that did not record them. */
    private static @Nullable List<String> sources(List<StatementRef> statements) {
        List<String> sources = statements.stream()
                .flatMap(statement -> Stream.ofNullable(statement.source()))
                .toList();
        return sources.size() == statements.size() ? sources : null;
    }

    private @Nullable Map<String, @Nullable Object> notice(@Nullable NoticeRef shown) {
        if (shown == null) {
            return null;
        }
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("id", shown.id());
        result.put("version", shown.version());
        result.put("language", shown.language());
        policy.notice(shown.id(), shown.version())
                .map(Notice::texts)
                .map(texts -> texts.get(shown.language()))
                .ifPresent(text -> {
                    result.put("text", text.text());
                    result.put("sha256", text.sha256());
                });
        return result;
    }

    private Map<String, @Nullable Object> said(LogEntry entry) {
        Statement statement = entry.statement();
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        StatementJson.put(result, statement, notice(statement.notice()));
        result.put("delivered_on", day(entry.deliveredOnEpochDay()));
        result.put("fate", entry.fate().word());
        return result;
    }

    private List<Map<String, Object>> moments() {
        return explanation.moments().stream()
                .map(moment -> ResultJson.ordered(
                        "attribute", moment.attribute(),
                        "purpose", moment.purpose(),
                        "channel", moment.channel(),
                        "opens", moment.opens().toString(),
                        "closes", moment.closes().toString(),
                        "source", moment.source(),
                        "declaration_id", moment.declarationId()))
                .toList();
    }

    private List<Map<String, @Nullable Object>> refused() {
        return explanation.refused().stream()
                .map(refused -> {
                    Map<String, @Nullable Object> result = new LinkedHashMap<>();
                    result.put("source", refused.source());
                    result.put("file", refused.file());
                    result.put("position", refused.position());
                    result.put("reason", refused.reason());
                    result.put("declaration_id", refused.declarationId());
                    result.put(
                            "nights",
                            refused.nights().stream().map(LocalDate::toString).toList());
                    return result;
                })
                .toList();
    }

    private List<Map<String, @Nullable Object>> uses() {
        return explanation.usage().uses().stream()
                .map(use -> {
                    Map<String, @Nullable Object> result = new LinkedHashMap<>();
                    result.put("disclosed_to", use.to().word());
                    result.put("purpose", use.purpose());
                    result.put("attribute", use.attribute());
                    result.put("source", use.source());
                    result.put("declaration_id", use.declarationId());
                    result.put(
                            "nights",
                            use.nights().stream().map(LocalDate::toString).toList());
                    return result;
                })
                .toList();
    }

    private static List<Map<String, @Nullable Object>> activations(AnswerContext context) {
        return context.activations().stream()
                .map(activation -> {
                    Map<String, @Nullable Object> result = new LinkedHashMap<>();
                    result.put("source", activation.source());
                    result.put("activated_at", moment(activation.atMicros()));
                    result.put("action", activation.action());
                    result.put("purpose", activation.purpose());
                    result.put("channel", activation.channel());
                    result.put("attribute", activation.attribute());
                    result.put("declaration_id", activation.declarationId());
                    return result;
                })
                .toList();
    }

    private static Map<String, @Nullable Object> legacy(LegacyHoldings legacy) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("subject", legacy.subject());
        result.put("read_at", legacy.readAt().toString());
        result.put("files", legacy.files());
        result.put("cookies", legacy.cookies());
        result.put("shared_cookies", legacy.sharedCookies());
        result.put("untrusted_links", legacy.untrustedLinks());
        result.put("opted_out", legacy.optedOut());
        result.put("unread_rows", legacy.unreadRows());
        result.put(
                "holdings",
                legacy.holdings().stream().map(ExplanationJson::holding).toList());
        return result;
    }

    private static Map<String, @Nullable Object> holding(Holding holding) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("source", holding.source());
        result.put("name", holding.name());
        result.put("title", holding.title());
        result.put("value", holding.value());
        result.put("score", holding.score());
        result.put("collected_by", holding.collectedBy());
        result.put("origin", holding.origin().word());
        result.put("rule", holding.rule());
        result.put("records", holding.records());
        result.put("first_delivery", text(holding.firstDelivery()));
        result.put("last_delivery", text(holding.lastDelivery()));
        return result;
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }

    private List<Map<String, Object>> removed() {
        return explanation.removed().stream()
                .map(removed -> ResultJson.ordered(
                        "source", removed.source(),
                        "origin", removed.origin().word(),
                        "values", removed.values()))
                .toList();
    }

    private static String moment(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }

    private static @Nullable String day(@Nullable Integer epochDay) {
        return epochDay == null ? null : LocalDate.ofEpochDay(epochDay).toString();
    }
}
