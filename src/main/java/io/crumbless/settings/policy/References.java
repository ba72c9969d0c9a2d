package io.crumbless.settings.policy;

import io.crumbless.settings.yaml.Names;
import io.crumbless.settings.yaml.SettingText;
import io.crumbless.settings.yaml.YamlList;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads names that must be defined elsewhere. If nothing is defined at all, that was reported already, and every name
 * is accepted, so that one mistake is reported once.
 */
final class References {
    private References() {}

    /** A required, non-empty list of purpose ids. */
    static Set<String> purposes(YamlMapping owner, String key, Collection<String> known) {
        Optional<YamlList> list = owner.has(key) ? owner.optionalList(key) : Optional.of(owner.list(key));
        if (owner.has(key) && list.map(YamlList::isEmpty).orElse(false)) {
            owner.problem(key, "Missing purposes in " + owner.name(key) + ": the list is empty");
        }
        if (known.isEmpty()) {
            return owner.texts(key).stream().map(SettingText::text).collect(Collectors.toCollection(TreeSet::new));
        }
        return new TreeSet<>(owner.words(key, names(known)));
    }

    /** A required name. */
    static String name(YamlMapping owner, String key, Collection<String> known) {
        return known.isEmpty() ? owner.string(key) : owner.word(key, names(known), "");
    }

    private static Map<String, String> names(Collection<String> known) {
        return Names.words(List.copyOf(known), name -> name);
    }
}
