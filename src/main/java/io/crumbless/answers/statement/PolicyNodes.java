package io.crumbless.answers.statement;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.NoticeText;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Purposes, attributes, notices and jurisdictions of the policy as JSON-LD. */
final class PolicyNodes {
    private final Policy policy;
    private final String language;

    /** @param language of titles */
    PolicyNodes(Policy policy, String language) {
        this.policy = policy;
        this.language = language;
    }

    Map<String, Object> notice(NoticeRef shown) {
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

    List<Object> purposes(List<String> ids) {
        return ids.stream()
                .<Object>map(id -> {
                    Optional<Purpose> purpose = policy.purpose(id);
                    LinkedNode node = new LinkedNode(purpose.map(Purpose::dpv)
                            .map(iri -> iri.startsWith(LinkedNode.DPV)
                                    ? "dpv:" + iri.substring(LinkedNode.DPV.length())
                                    : iri)
                            .orElse("dpv:Purpose"));
                    node.put("dct:identifier", id);
                    node.put(
                            "dct:title",
                            purpose.map(known -> title(known.title())).orElse(null));
                    node.put(
                            "dpv:hasLegalBasis",
                            LinkedNode.reference(
                                    purpose.flatMap(Purpose::legalBasis).orElse(null)));
                    return node.fields();
                })
                .toList();
    }

    @Nullable
    Object personalData(String attribute, List<String> items) {
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

    /** Titles of choices, in order; the code if a choice has no title. */
    private List<String> titles(List<String> items, Map<String, Map<String, String>> choices) {
        return items.stream()
                .map(item -> choices.containsKey(item) ? title(choices.get(item)) : item)
                .toList();
    }

    List<String> items(Statement statement) {
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

    @Nullable
    Object jurisdiction(@Nullable String code) {
        if (code == null) {
            return null;
        }
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("dct:identifier", code);
        policy.jurisdiction(code).ifPresent(known -> place.put("dct:title", known.name()));
        return place;
    }

    private String title(Map<String, String> titles) {
        return titles.getOrDefault(language, titles.getOrDefault("en", ""));
    }
}
