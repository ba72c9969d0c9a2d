package io.crumbless.policy;

import io.crumbless.settings.Names;
import io.crumbless.settings.YamlMapping;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads lists of names that must be defined elsewhere. */
final class References {
    private References() {}

    /** A required list of purpose ids, not empty, each in the register. */
    static Set<String> purposes(YamlMapping owner, String key, Collection<String> known) {
        if (!owner.has(key)) {
            owner.list(key);
            return Set.of();
        }
        List<String> found = owner.words(key, Names.words(List.copyOf(known), id -> id));
        if (owner.optionalList(key).map(list -> list.isEmpty()).orElse(false)) {
            owner.problem(key, "Missing purposes in " + owner.name(key) + ": the list is empty");
        }
        return new TreeSet<>(found);
    }
}
