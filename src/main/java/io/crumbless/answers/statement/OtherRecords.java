package io.crumbless.answers.statement;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.Explanation.RefusedRecord;
import io.crumbless.answers.explain.LegacyHoldings;
import io.crumbless.answers.explain.LegacyHoldings.Holding;
import io.crumbless.kernel.merge.ContactMoment;
import io.crumbless.kernel.merge.Removal;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.night.delivery.Activation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parts of a statement that are not records of consent, for other programs. */
final class OtherRecords {
    private final Explanation explanation;
    private final AnswerContext context;
    private final Function<List<String>, List<Object>> purposes;

    /** @param purposes ids of purposes as nodes */
    OtherRecords(Explanation explanation, AnswerContext context, Function<List<String>, List<Object>> purposes) {
        this.explanation = explanation;
        this.context = context;
        this.purposes = purposes;
    }

    List<Object> nodes() {
        List<Object> nodes = new ArrayList<>();
        explanation.moments().forEach(moment -> nodes.add(moment(moment)));
        context.activations().forEach(activation -> nodes.add(activation(activation)));
        explanation.refused().forEach(refused -> nodes.add(refused(refused)));
        explanation.removed().forEach(removed -> nodes.add(removed(removed)));
        context.legacy().ifPresent(legacy -> {
            nodes.add(reading(legacy));
            legacy.holdings().forEach(holding -> nodes.add(holding(holding)));
        });
        return nodes;
    }

    private Map<String, Object> moment(ContactMoment moment) {
        LinkedNode node = new LinkedNode("crumbless:ContactMoment");
        node.put("dct:source", moment.source());
        node.put("dpv:hasDataSubject", LinkedNode.SUBJECT);
        node.put("dpv:hasPurpose", purposes.apply(List.of(moment.purpose())));
        node.put("crumbless:channel", moment.channel());
        node.put("crumbless:opens", moment.opens().toString());
        node.put("crumbless:closes", moment.closes().toString());
        node.put("crumbless:attribute", moment.attribute());
        node.put("crumbless:declarationId", moment.declarationId());
        return node.fields();
    }

    private static Map<String, Object> activation(Activation activation) {
        LinkedNode node = new LinkedNode("crumbless:Activation");
        node.put("dct:source", activation.source());
        node.put("dct:date", LinkedNode.moment(activation.atMicros()));
        node.put("dct:description", activation.action());
        node.put("crumbless:purpose", activation.purpose());
        node.put("crumbless:channel", activation.channel());
        node.put("crumbless:attribute", activation.attribute());
        node.put("crumbless:declarationId", activation.declarationId());
        return node.fields();
    }

    /** File and position are internal to the company and not exported. */
    private static Map<String, Object> refused(RefusedRecord refused) {
        LinkedNode node = new LinkedNode("crumbless:Refusal");
        node.put("dct:identifier", refused.declarationId());
        node.put("dct:source", refused.source());
        node.put("dpv:hasDataSubject", LinkedNode.SUBJECT);
        node.put("crumbless:reason", refused.reason());
        node.put(
                "crumbless:night",
                refused.nights().stream().map(LocalDate::toString).toList());
        return node.fields();
    }

    private static Map<String, Object> removed(Removal removed) {
        LinkedNode node = new LinkedNode("crumbless:Removal");
        node.put("dct:source", removed.source());
        node.put("crumbless:origin", removed.origin().word());
        node.put("crumbless:values", removed.values());
        return node.fields();
    }

    private static Map<String, Object> reading(LegacyHoldings legacy) {
        LinkedNode node = new LinkedNode("crumbless:LegacyReading");
        node.put("dct:date", legacy.readAt().toString());
        node.put("crumbless:files", legacy.files());
        node.put("crumbless:devices", legacy.cookies());
        node.put("crumbless:sharedDevices", legacy.sharedCookies());
        node.put("crumbless:untrustedLinks", legacy.untrustedLinks());
        node.put("crumbless:unreadRows", legacy.unreadRows());
        node.put("crumbless:optedOut", legacy.optedOut());
        return node.fields();
    }

    private static Map<String, Object> holding(Holding holding) {
        LinkedNode node = new LinkedNode(type(holding.origin()));
        node.put("dct:identifier", holding.name());
        node.put("dct:title", holding.title());
        node.put("dct:source", holding.source());
        node.put("dpv:hasDataSubject", LinkedNode.SUBJECT);
        node.put("rdf:value", holding.value());
        node.put("crumbless:heldIn", "legacy");
        node.put("crumbless:origin", holding.origin().word());
        node.put("crumbless:score", holding.score());
        node.put("crumbless:collectedBy", holding.collectedBy());
        node.put("crumbless:records", holding.records());
        node.put("crumbless:firstDelivery", text(holding.firstDelivery()));
        node.put("crumbless:lastDelivery", text(holding.lastDelivery()));
        return node.fields();
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }

    /** DPV has no terms for acquired data and data of unknown origin. */
    private static String type(Origin origin) {
        return switch (origin) {
            case DECLARED, PROVIDED -> "dpv:ProvidedPersonalData";
            case OBSERVED -> "dpv:ObservedPersonalData";
            case DERIVED -> "dpv:DerivedPersonalData";
            case INFERRED -> "dpv:InferredPersonalData";
            case ACQUIRED -> "dpv:CollectedPersonalData";
            case UNKNOWN -> "dpv:PersonalData";
        };
    }
}
