package io.crumbless.answers.statement;

import io.crumbless.answers.explain.Explanation;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.night.job.Controller;
import io.crumbless.night.job.Controller.Transfer;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the controller states about the processing of a person's data, as linked data. */
final class ControllerNodes {
    /** Rights that GDPR Art. 15(1)(e) and (f) require to be named, and the other rights of a person. */
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

    ControllerNodes(Explanation explanation) {
        this.explanation = explanation;
    }

    /** The processing as a whole (GDPR Art. 15(1)(c), (e), (h), 15(2)), as far as the controller states it. */
    Map<String, Object> process(Controller controller) {
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
                        .map(list ->
                                list.stream().map(ControllerNodes::transfer).toList())
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

    /** Adds the controller, storage and recipients of one record. */
    void addTo(LinkedNode node, Controller controller, LogEntry entry) {
        node.put("dpv:hasDataController", controller(controller));
        LinkedNode storage = new LinkedNode("dpv:StorageCondition");
        controller.storedIn().ifPresent(place -> storage.put("dpv:hasLocation", place));
        storage.put("dct:valid", lastDay(entry).map(LocalDate::toString).orElse("until withdrawn"));
        node.put("dpv:hasStorageCondition", storage.fields());
        node.put("dpv:hasRecipient", controller.recipients().orElse(null));
    }

    private static Map<String, Object> transfer(Transfer transfer) {
        LinkedNode node = new LinkedNode("dpv:Transfer");
        node.put("dpv:hasThirdCountry", transfer.to());
        LinkedNode safeguard = new LinkedNode("dpv:SafeguardForDataTransfer");
        safeguard.put("dct:description", transfer.safeguard());
        node.put("crumbless:safeguard", safeguard.fields());
        return node.fields();
    }

    /** The rights of the GDPR if it is the law that protects the person. */
    private List<Object> rights() {
        boolean gdpr = explanation
                .place()
                .flatMap(explanation.policy()::jurisdiction)
                .filter(place ->
                        place.specialCategory().legalBases().stream().anyMatch(basis -> basis.startsWith("eu-gdpr:")))
                .isPresent();
        return gdpr ? RIGHTS.stream().<Object>map(right -> Map.of("@id", right)).toList() : List.of();
    }

    /** The last day in the lineage, which respects the catalogue too; otherwise the last day the person allowed. */
    private Optional<LocalDate> lastDay(LogEntry entry) {
        Integer held = explanation.held().stream()
                .filter(value -> value.evidence().filter(entry::equals).isPresent())
                .map(value -> value.lineage().validUntilEpochDay())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(entry.statement().validUntilEpochDay());
        return Optional.ofNullable(held).map(LocalDate::ofEpochDay);
    }
}
