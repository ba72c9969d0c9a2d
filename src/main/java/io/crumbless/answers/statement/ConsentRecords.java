package io.crumbless.answers.statement;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.Explanation.HeldValue;
import io.crumbless.answers.explain.Explanation.Use;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.declaration.DeclaredBy;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.NoticeText;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.Value;
import io.crumbless.night.job.Controller;
import io.crumbless.night.job.Controller.Transfer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person's data for other programs (GDPR Art. 15(3), 20(1)): JSON-LD, each declaration and each withdrawal a consent
 * record with the fields of ISO/IEC TS 27560:2023 in terms of the W3C Data Privacy Vocabulary, as DPV's guide to that
 * standard lays them out. Terms of our own begin with {@code crumbless:}. What is of the company's staff alone, such as who
 * wrote a statement down, is not in it.
 */
public final class ConsentRecords {
    static final Map<String, Object> CONTEXT = context();
    private static final String DPV = "https://w3id.org/dpv#";

    /** Of GDPR Art. 15(1)(e) and (f), and what else a statement lists for a person to do. */
    private static final List<String> RIGHTS = List.of(
            "eu-gdpr:A7-3",
            "eu-gdpr:A15",
            "eu-gdpr:A16",
            "eu-gdpr:A17",
            "eu-gdpr:A18",
            "eu-gdpr:A20",
            "eu-gdpr:A21",
            "eu-gdpr:A22",
            "eu-gdpr:A77");

    private final Explanation explanation;
    private final AnswerContext besides;
    private final Policy policy;
    private final String language;

    private ConsentRecords(Explanation explanation, AnswerContext besides, String language) {
        this.explanation = explanation;
        this.besides = besides;
        this.policy = explanation.policy();
        this.language = language;
    }

    /**
     * The object to be written.
     *
     * @param language of titles
     */
    public static Map<String, Object> of(Explanation explanation, AnswerContext besides, String language) {
        return new ConsentRecords(explanation, besides, language).object();
    }

    /** As {@link #of(Explanation, AnswerContext, String)}, of some statements of the log alone. */
    public static Map<String, Object> of(
            Explanation explanation, AnswerContext besides, String language, List<LogEntry> entries) {
        ConsentRecords records = new ConsentRecords(explanation, besides, language);
        List<Object> graph = new ArrayList<>(List.of(records.subject()));
        besides.controller().ifPresent(controller -> graph.add(records.process(controller)));
        entries.forEach(entry -> graph.add(records.record(entry)));
        return graph(graph);
    }

    /** Whether the records can say that they conform: the standard demands a controller, recipients and a place of storage. */
    public static boolean nameAllThatIsDemanded(AnswerContext besides) {
        return besides.controller().flatMap(Controller::storedIn).isPresent()
                && besides.controller().flatMap(Controller::recipients).isPresent();
    }

    private static Map<String, Object> context() {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("dpv", DPV);
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
        besides.controller().ifPresent(controller -> graph.add(process(controller)));
        explanation.log().forEach(entry -> graph.add(record(entry)));
        explanation.held().stream()
                .filter(held -> held.lineage().origin() != Origin.DECLARED)
                .forEach(held -> graph.add(provided(held)));
        graph.addAll(new OtherRecords(explanation, besides, this::purposes).nodes());
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

    private Map<String, Object> record(LogEntry entry) {
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
                                moment(statement.declaredAtMicros()))));
        node.put("dct:conformsTo", conformsTo(statement));
        node.put("dct:identifier", statement.declarationId());
        node.put("dct:source", statement.source());
        node.put("dpv:hasDataSubject", LinkedNode.SUBJECT);
        NoticeRef notice = statement.notice();
        if (notice != null) {
            node.put("dpv:hasNotice", notice(notice));
            node.put("dct:language", notice.language());
        }
        List<String> served = served(entry);
        node.put("dpv:hasPurpose", purposes(served));
        node.put(
                "crumbless:noLongerFor",
                purposes(statement.purposes().stream()
                        .filter(purpose -> !served.contains(purpose))
                        .toList()));
        node.put("dpv:hasLegalBasis", reference(statement.legalBasis()));
        node.put("dpv:hasPersonalData", personalData(statement.attribute(), items(statement)));
        besides.controller().ifPresent(controller -> controller(node, controller, entry));
        node.put("dpv:hasJurisdiction", jurisdiction(statement.jurisdiction()));
        node.put("dpv:hasConsentControl", reference("dpv:WithdrawConsent"));
        node.put("dpv:hasConsentStatus", reference(status(entry)));
        node.put("dpv:isIndicatedAtTime", moment(statement.declaredAtMicros()));
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

    /** What consent is given for: of the statement in force, the purposes its value still serves (law 4). */
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
        if (!nameAllThatIsDemanded(besides)
                || statement.notice() == null
                || statement.jurisdiction() == null
                || basis == null
                || statement.purposes().isEmpty()) {
            return null;
        }
        return reference(basis.startsWith("eu-gdpr:") ? "dpv-27560:record-eu-gdpr" : "dpv-27560:record");
    }

    /** What holds of all of it (GDPR Art. 15(1)(c), (e), (h), 15(2)), as far as the controller states it. */
    private Map<String, Object> process(Controller controller) {
        LinkedNode node = new LinkedNode("dpv:Process");
        node.put("@id", "urn:crumbless:process");
        node.put("dpv:hasDataController", controller(controller));
        node.put("dpv:hasDataSubject", LinkedNode.SUBJECT);
        controller.storedIn().ifPresent(place -> {
            LinkedNode storage = new LinkedNode("dpv:StorageCondition");
            storage.put("dpv:hasLocation", place);
            node.put("dpv:hasStorageCondition", storage.fields());
        });
        node.put("dpv:hasRecipient", controller.recipients().orElse(null));
        node.put(
                "crumbless:transfer",
                controller
                        .transfers()
                        .map(list -> list.stream().map(ConsentRecords::transfer).toList())
                        .orElse(null));
        node.put("crumbless:automatedDecision", controller.automatedDecisions().orElse(null));
        node.put("dpv:hasRight", rights());
        return node.fields();
    }

    private static Map<String, Object> controller(Controller controller) {
        LinkedNode who = new LinkedNode("dpv:DataController");
        who.put("dct:title", controller.name());
        who.put("crumbless:contact", controller.contact());
        return who.fields();
    }

    private static Map<String, Object> transfer(Transfer transfer) {
        LinkedNode node = new LinkedNode("dpv:Transfer");
        node.put("dpv:hasThirdCountry", transfer.to());
        LinkedNode safeguard = new LinkedNode("dpv:SafeguardForDataTransfer");
        safeguard.put("dct:description", transfer.safeguard());
        node.put("crumbless:safeguard", safeguard.fields());
        return node.fields();
    }

    /** Those of the GDPR, where it is the law of the person. */
    private List<Object> rights() {
        boolean gdpr = explanation
                .jurisdiction()
                .flatMap(policy::jurisdiction)
                .filter(place ->
                        place.specialCategory().legalBases().stream().anyMatch(basis -> basis.startsWith("eu-gdpr:")))
                .isPresent();
        return gdpr ? RIGHTS.stream().<Object>map(right -> Map.of("@id", right)).toList() : List.of();
    }

    private void controller(LinkedNode node, Controller controller, LogEntry entry) {
        node.put("dpv:hasDataController", controller(controller));
        LinkedNode storage = new LinkedNode("dpv:StorageCondition");
        controller.storedIn().ifPresent(place -> storage.put("dpv:hasLocation", place));
        storage.put("dct:valid", lastDay(entry).map(LocalDate::toString).orElse("until withdrawn"));
        node.put("dpv:hasStorageCondition", storage.fields());
        node.put("dpv:hasRecipient", controller.recipients().orElse(null));
    }

    /** As the profile says it, which knows the catalogue too; else as the person allowed it. */
    private Optional<LocalDate> lastDay(LogEntry entry) {
        Integer held = explanation.held().stream()
                .filter(value -> value.evidence().filter(entry::equals).isPresent())
                .map(value -> value.lineage().validUntilEpochDay())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(entry.statement().validUntilEpochDay());
        return Optional.ofNullable(held).map(LocalDate::ofEpochDay);
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

    private Map<String, Object> notice(NoticeRef shown) {
        LinkedNode node = new LinkedNode("dpv:ConsentNotice");
        node.put("dct:identifier", shown.id());
        node.put("dct:hasVersion", shown.version());
        node.put("dct:language", shown.language());
        Optional<NoticeText> text = policy.notice(shown.id(), shown.version())
                .map(notice -> notice.texts().get(shown.language()));
        text.ifPresent(found -> {
            node.put("dct:description", found.text());
            node.put("crumbless:sha256", found.sha256());
        });
        return node.fields();
    }

    private List<Object> purposes(List<String> ids) {
        return ids.stream()
                .<Object>map(id -> {
                    Optional<Purpose> purpose = policy.purpose(id);
                    LinkedNode node = new LinkedNode(purpose.map(Purpose::dpv)
                            .map(iri -> iri.startsWith(DPV) ? "dpv:" + iri.substring(DPV.length()) : iri)
                            .orElse("dpv:Purpose"));
                    node.put("dct:identifier", id);
                    node.put(
                            "dct:title",
                            purpose.map(known -> title(known.title())).orElse(null));
                    node.put(
                            "dpv:hasLegalBasis",
                            reference(purpose.flatMap(Purpose::legalBasis).orElse(null)));
                    return node.fields();
                })
                .toList();
    }

    private @Nullable Object personalData(String attribute, List<String> items) {
        Optional<Attribute> known = policy.attribute(attribute);
        LinkedNode node = new LinkedNode(known.map(Attribute::category).orElse("dpv:PersonalData"));
        if (known.filter(found -> found.sensitivity() == Sensitivity.SPECIAL).isPresent()) {
            node.put("@type", List.of(known.get().category(), "dpv:SpecialCategoryPersonalData"));
        }
        node.put("dct:identifier", attribute);
        node.put("dct:title", known.map(found -> title(found.title())).orElse(null));
        node.put("rdf:value", oneOrAll(items));
        known.map(Attribute::choices)
                .filter(choices -> items.stream().anyMatch(choices::containsKey))
                .ifPresent(choices -> node.put("crumbless:choice", oneOrAll(titles(items, choices))));
        return node.fields();
    }

    private static Object oneOrAll(List<String> items) {
        return items.size() == 1 ? items.get(0) : items;
    }

    /** What people call the choices, in their order; one without a title by its code. */
    private List<String> titles(List<String> items, Map<String, Map<String, String>> choices) {
        return items.stream()
                .map(item -> choices.containsKey(item) ? title(choices.get(item)) : item)
                .toList();
    }

    private List<String> items(Statement statement) {
        String value = statement.value();
        if (value == null) {
            return List.of();
        }
        return policy.attribute(statement.attribute())
                .flatMap(attribute -> attribute.type().parse(value))
                .filter(parsed -> parsed instanceof Value.Items)
                .map(parsed -> ((Value.Items) parsed)
                        .items().stream().map(Value::canonical).toList())
                .orElse(List.of(value));
    }

    private @Nullable Object jurisdiction(@Nullable String code) {
        if (code == null) {
            return null;
        }
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("dct:identifier", code);
        policy.jurisdiction(code).ifPresent(known -> place.put("dct:title", known.name()));
        return place;
    }

    /** Typed in before there were notices: data, and no record of a consent. */
    private Map<String, Object> provided(HeldValue held) {
        Lineage lineage = held.lineage();
        LinkedNode node = new LinkedNode("dpv:ProvidedPersonalData");
        node.put("dct:source", lineage.source());
        node.put("dpv:hasDataSubject", LinkedNode.SUBJECT);
        node.put("dpv:hasPurpose", purposes(lineage.purposes()));
        node.put("dpv:hasPersonalData", personalData(held.attribute(), held.items()));
        node.put("dpv:isIndicatedAtTime", moment(lineage.declaredAtMicros()));
        Integer last = lineage.validUntilEpochDay();
        node.put("dct:valid", last == null ? null : LocalDate.ofEpochDay(last).toString());
        node.put("crumbless:use", uses(explanation.usage().of(held.attribute(), lineage.source(), null)));
        return node.fields();
    }

    private static List<Object> uses(List<Use> uses) {
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

    private static @Nullable Object reference(@Nullable String term) {
        return term == null ? null : Map.of("@id", term);
    }

    private String title(Map<String, String> titles) {
        return titles.getOrDefault(language, titles.getOrDefault("en", ""));
    }

    private static String id(String kind, String text) {
        return "urn:crumbless:" + kind + ":" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String moment(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
