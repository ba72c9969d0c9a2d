package io.crumbless.kernel.catalogue;

import io.crumbless.kernel.profile.AttributeName;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.kernel.profile.Origin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One attribute of the catalogue, {@code attributes.yaml}.
 *
 * @param id field id of its column, 1 to 999; unique, and never given to another attribute later
 * @param title what people call it, by language ({@code de}, {@code en}); English is always there
 * @param choices display names of the choices of an enumeration, by choice and language; where a choice has none, its
 *     code is shown
 * @param description meaning and history of the attribute, for the data dictionary
 * @param category DPV personal data category, {@code pd:Intention}
 * @param accepts origins of values that the profile accepts: declared, optionally provided
 * @param provided present exactly when {@code accepts} contains {@link Origin#PROVIDED}
 * @param purposes ids of the purposes it may be declared for, never empty
 * @param contact for dates only
 */
public record Attribute(
        int id,
        AttributeName name,
        AttributeType type,
        Map<String, String> title,
        Map<String, Map<String, String>> choices,
        String description,
        String category,
        Sensitivity sensitivity,
        Set<Origin> accepts,
        Optional<ProvidedRule> provided,
        SortedSet<String> purposes,
        Keep keep,
        OnLater onLater,
        Optional<ContactRule> contact) {
    /** Field ids above this are those of the fixed columns. */
    public static final int GREATEST_ID = 999;

    public Attribute {
        title = Map.copyOf(title);
        choices = copied(choices);
        accepts = Set.copyOf(accepts);
        purposes = Collections.unmodifiableSortedSet(new TreeSet<>(purposes));
    }

    private static Map<String, Map<String, String>> copied(Map<String, Map<String, String>> choices) {
        Map<String, Map<String, String>> copy = new LinkedHashMap<>();
        choices.forEach((choice, titles) -> copy.put(choice, Map.copyOf(titles)));
        return Collections.unmodifiableMap(copy);
    }
}
