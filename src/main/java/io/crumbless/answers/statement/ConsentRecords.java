package io.crumbless.answers.statement;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.Explanation.HeldValue;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.night.job.Controller;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A person's data as JSON-LD for other programs (GDPR Art. 15(3), 20(1)). Each declaration and each withdrawal is a consent
 * record with the fields of ISO/IEC TS 27560:2023 in terms of the W3C Data Privacy Vocabulary, as DPV's guide to that
 * standard maps them. Our own terms begin with {@code crumbless:}. Data that concerns only the company's staff, such as who
 * recorded a statement, is not included.
 */
public final class ConsentRecords {
    static final Map<String, Object> CONTEXT = context();

    private final Explanation explanation;
    private final AnswerContext context;
    private final PolicyNodes policy;
    private final ControllerNodes controllers;
    private final ConsentNodes consents;

    private ConsentRecords(Explanation explanation, AnswerContext context, String language) {
        this.explanation = explanation;
        this.context = context;
        this.policy = new PolicyNodes(explanation.policy(), language);
        this.controllers = new ControllerNodes(explanation);
        this.consents = new ConsentNodes(explanation, context, policy);
    }

    /**
     * The JSON-LD object.
     *
     * @param language of titles
     */
    public static Map<String, Object> of(Explanation explanation, AnswerContext context, String language) {
        return new ConsentRecords(explanation, context, language).object();
    }

    /** As {@link #of(Explanation, AnswerContext, String)}, for some statements of the log only. */
    public static Map<String, Object> of(
            Explanation explanation, AnswerContext context, String language, List<LogEntry> entries) {
        ConsentRecords records = new ConsentRecords(explanation, context, language);
        List<Object> graph = new ArrayList<>(List.of(records.subject()));
        context.controller().ifPresent(controller -> graph.add(records.controllers.process(controller)));
        entries.forEach(entry -> graph.add(records.consents.record(entry)));
        return graph(graph);
    }

    /** Whether the records conform to the standard, which requires a controller, recipients and a storage location. */
    public static boolean nameAllThatIsDemanded(AnswerContext context) {
        return context.controller().flatMap(Controller::storedIn).isPresent()
                && context.controller().flatMap(Controller::recipients).isPresent();
    }

    private static Map<String, Object> context() {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("dpv", LinkedNode.DPV);
        context.put("pd", "https://w3id.org/dpv/pd#");
        context.put("eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#");
        context.put("dpv-27560", "https://w3id.org/dpv/schema/dpv-27560#");
        context.put("dct", "http://purl.org/dc/terms/");
        context.put("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
        context.put("crumbless", "urn:crumbless:term:");
        return context;
    }

    private Map<String, Object> object() {
        List<Object> graph = new ArrayList<>();
        graph.add(subject());
        context.controller().ifPresent(controller -> graph.add(controllers.process(controller)));
        explanation.log().forEach(entry -> graph.add(consents.record(entry)));
        explanation.held().stream()
                .filter(held -> held.lineage().origin() != Origin.DECLARED)
                .forEach(held -> graph.add(provided(held)));
        graph.addAll(new OtherRecords(explanation, context, policy::purposes).nodes());
        return graph(graph);
    }

    private static Map<String, Object> graph(List<Object> graph) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("@context", CONTEXT);
        object.put("@graph", graph);
        return object;
    }

    private Map<String, Object> subject() {
        LinkedNode node = new LinkedNode("dpv:DataSubject");
        node.put("@id", LinkedNode.SUBJECT.get("@id"));
        node.put("dct:identifier", explanation.subject());
        node.put("crumbless:asOf", explanation.manifest().asOf());
        node.put("crumbless:runId", explanation.manifest().runId());
        explanation.erasure().ifPresent(requests -> {
            node.put("crumbless:erasureRequestedAt", requests.last().toString());
            node.put(
                    "crumbless:erasureFirstRequestedAt",
                    requests.repeated() ? requests.first().toString() : null);
            node.put(
                    "crumbless:readmittedAt",
                    requests.readmittedAt().map(Instant::toString).orElse(null));
        });
        return node.fields();
    }

    /** A value collected before there were notices: personal data, but no record of a consent. */
    private Map<String, Object> provided(HeldValue held) {
        Lineage lineage = held.lineage();
        LinkedNode node = new LinkedNode("dpv:ProvidedPersonalData");
        node.put("dct:source", lineage.source());
        node.put("dpv:hasDataSubject", LinkedNode.SUBJECT);
        node.put("dpv:hasPurpose", policy.purposes(lineage.purposes()));
        node.put("dpv:hasPersonalData", policy.personalData(held.attribute(), held.items()));
        node.put("dpv:isIndicatedAtTime", LinkedNode.moment(lineage.declaredAtMicros()));
        Integer last = lineage.validUntilEpochDay();
        node.put("dct:valid", last == null ? null : LocalDate.ofEpochDay(last).toString());
        node.put("crumbless:use", ConsentNodes.uses(explanation.usage().of(held.attribute(), lineage.source(), null)));
        return node.fields();
    }
}
