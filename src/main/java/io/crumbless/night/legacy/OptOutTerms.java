package io.crumbless.night.legacy;

import io.crumbless.kernel.declaration.OptOutScope;
import io.crumbless.night.delivery.TimeForm;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The scopes of the opt-outs of a source.
 *
 * @param scopes the scopes recorded in the evidence log, such as sale and sharing; empty if the opt-outs cover legacy
 *     values only
 * @param ofLegacy whether they remove legacy values
 * @param optedOutAt column with the time; for legacy values an opt-out counts no matter when it was made
 */
public record OptOutTerms(Set<OptOutScope> scopes, boolean ofLegacy, Optional<String> optedOutAt) {
    /** Opt-outs that cover legacy values only. */
    public static final OptOutTerms LEGACY = new OptOutTerms(Set.of(), true, Optional.empty());

    /** Key that maps the column with the time. */
    static final String OPTED_OUT_AT = "opted-out-at";

    private static final String SCOPE = "scope";
    private static final String OF_LEGACY = "legacy";
    private static final String ALL = "all";
    private static final Map<String, Set<OptOutScope>> WORDS = words();

    public OptOutTerms {
        scopes = Set.copyOf(scopes);
    }

    private static Map<String, Set<OptOutScope>> words() {
        Map<String, Set<OptOutScope>> words = new LinkedHashMap<>();
        words.put(OF_LEGACY, Set.of());
        for (OptOutScope scope : OptOutScope.values()) {
            words.put(scope.word(), Set.of(scope));
        }
        words.put(ALL, EnumSet.of(OptOutScope.SALE, OptOutScope.SHARING, OptOutScope.SENSITIVE));
        return words;
    }

    /** Reads {@code scope} and the mapping of the time column; settings without effect are recorded as problems. */
    static OptOutTerms read(YamlMapping source, YamlMapping columns) {
        Optional<String> at = columns.optionalString(OPTED_OUT_AT);
        Set<OptOutScope> scopes = EnumSet.noneOf(OptOutScope.class);
        List<String> named = source.isList(SCOPE)
                ? source.texts(SCOPE).stream().map(text -> text.text()).toList()
                : source.optionalString(SCOPE).map(List::of).orElse(List.of(OF_LEGACY));
        List<Set<OptOutScope>> known = source.isList(SCOPE)
                ? source.words(SCOPE, WORDS)
                : source.optionalWord(SCOPE, WORDS).map(List::of).orElse(List.of());
        known.forEach(scopes::addAll);
        if (source.isList(SCOPE) && named.isEmpty()) {
            source.problem(SCOPE, "Missing scope in " + source.name(SCOPE) + ": the list is empty");
        }
        if (at.isPresent() && scopes.isEmpty()) {
            columns.problem(
                    OPTED_OUT_AT,
                    "Invalid " + columns.name(OPTED_OUT_AT)
                            + ": an opt-out of legacy values counts whenever it was made; name with 'scope' what else it is"
                            + " about");
        }
        checkTimes(source, at.isPresent());
        return new OptOutTerms(scopes, named.contains(OF_LEGACY) || named.contains(ALL), at);
    }

    private static void checkTimes(YamlMapping source, boolean reads) {
        for (String key : List.of("times", "doubled-hour")) {
            if (source.has(key) && !reads) {
                source.problem(
                        key,
                        "Invalid " + source.name(key) + ": no time is read from these opt-outs; map columns."
                                + OPTED_OUT_AT + ", or leave the key out");
            }
        }
    }

    /** The format of the time column; the default form if it is not mapped. */
    static TimeForm form(Map<String, TimeForm> forms) {
        return forms.getOrDefault(OPTED_OUT_AT, TimeForm.ISO);
    }
}
