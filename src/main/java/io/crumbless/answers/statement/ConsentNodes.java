package io.crumbless.answers.statement;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.Explanation.Use;
import io.crumbless.kernel.declaration.DeclaredBy;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.Origin;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Declarations and withdrawals of the evidence log as records of consent. */
final class ConsentNodes {
    private final Explanation explanation;
    private final AnswerContext context;
    private final PolicyNodes policy;
    private final ControllerNodes controller;

    ConsentNodes(Explanation explanation, AnswerContext context, PolicyNodes policy) {
        this.explanation = explanation;
        this.context = context;
        this.policy = policy;
        this.controller = new ControllerNodes(explanation);
    }

    Map<String, Object> record(LogEntry entry) {
        Statement statement = entry.statement();
        LinkedNode node = new LinkedNode("dpv:ConsentRecord");
        node.put(
                "@id",
                id(
                        "declaration",
                        String.join(
                                ":",
                                statement.source(),
                                statement.declarationId(),
                                statement.attribute(),
                                LinkedNode.moment(statement.declaredAtMicros()))));
        node.put("dct:conformsTo", conformsTo(statement));
        node.put("dct:identifier", statement.declarationId());
        node.put("dct:source", statement.source());
        node.put("dpv:hasDataSubject", LinkedNode.SUBJECT);
        NoticeRef notice = statement.notice();
        if (notice != null) {
            node.put("dpv:hasNotice", policy.notice(notice));
            node.put("dct:language", notice.language());
        }
        List<String> served = served(entry);
        node.put("dpv:hasPurpose", policy.purposes(served));
        node.put(
                "crumbless:noLongerFor",
                policy.purposes(statement.purposes().stream()
                        .filter(purpose -> !served.contains(purpose))
                        .toList()));
        node.put("dpv:hasLegalBasis", LinkedNode.reference(statement.legalBasis()));
        node.put("dpv:hasPersonalData", policy.personalData(statement.attribute(), policy.items(statement)));
        context.controller().ifPresent(stated -> controller.addTo(node, stated, entry));
        node.put("dpv:hasJurisdiction", policy.jurisdiction(statement.jurisdiction()));
        node.put("dpv:hasConsentControl", LinkedNode.reference("dpv:WithdrawConsent"));
        node.put("dpv:hasConsentStatus", LinkedNode.reference(status(entry)));
        node.put("dpv:isIndicatedAtTime", LinkedNode.moment(statement.declaredAtMicros()));
        node.put("dpv:isIndicatedBy", indicatedBy(statement));
        node.put("dpv:hasIndicationMethod", statement.elicitation());
        node.put("crumbless:action", statement.action().word());
        node.put("crumbless:channel", statement.channel());
        node.put("crumbless:fate", entry.fate().word());
        node.put(
                "crumbless:use",
                uses(explanation.usage().of(statement.attribute(), statement.source(), statement.declarationId())));
        return node.fields();
    }

    /** The purposes consented to: of a statement in force, those that its value still serves (law 4). */
    private List<String> served(LogEntry entry) {
        Statement statement = entry.statement();
        if (!statement.declares() || entry.fate() != Fate.IN_FORCE) {
            return statement.purposes();
        }
        return explanation.held().stream()
                .filter(held -> held.attribute().equals(statement.attribute())
                        && held.lineage().origin() == Origin.DECLARED)
                .findFirst()
                .map(held -> statement.purposes().stream()
                        .filter(held.lineage().purposes()::contains)
                        .toList())
                .orElse(statement.purposes());
    }

    private @Nullable Object conformsTo(Statement statement) {
        String basis = statement.legalBasis();
        if (!ConsentRecords.nameAllThatIsDemanded(context)
                || statement.notice() == null
                || statement.jurisdiction() == null
                || basis == null
                || statement.purposes().isEmpty()) {
            return null;
        }
        return LinkedNode.reference(basis.startsWith("eu-gdpr:") ? "dpv-27560:record-eu-gdpr" : "dpv-27560:record");
    }

    private static String status(LogEntry entry) {
        if (!entry.statement().declares()) {
            return "dpv:ConsentWithdrawn";
        }
        return switch (entry.fate()) {
            case IN_FORCE, FUTURE, RESTRICTED -> "dpv:ConsentGiven";
            case WITHDRAWN -> "dpv:ConsentWithdrawn";
            case EXPIRED -> "dpv:ConsentExpired";
            case NOT_ALLOWED, MINOR, CORRECTED -> "dpv:ConsentInvalidated";
            case SUPERSEDED, CONFLICTING -> "dpv:ConsentStatusInvalidForProcessing";
        };
    }

    static List<Object> uses(List<Use> uses) {
        return uses.stream()
                .<Object>map(use -> {
                    Map<String, Object> node = new LinkedHashMap<>();
                    node.put("crumbless:disclosedTo", use.to().word());
                    node.put("crumbless:purpose", use.purpose());
                    node.put(
                            "crumbless:night",
                            use.nights().stream().map(LocalDate::toString).toList());
                    return node;
                })
                .toList();
    }

    private static Map<String, Object> indicatedBy(Statement statement) {
        return statement.declaredBy() == DeclaredBy.GUARDIAN
                ? Map.of("@type", "dpv:GuardianOfDataSubject")
                : LinkedNode.SUBJECT;
    }

    private static String id(String kind, String text) {
        return "urn:crumbless:" + kind + ":" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
