package io.crumbless.settings.policy;

import io.crumbless.settings.yaml.YamlMapping;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Titles by language. */
final class Titles {
    private static final Set<String> LANGUAGES = Set.copyOf(Arrays.asList(Locale.getISOLanguages()));

    private Titles() {}

    /** Reads the required key {@code title}; English must be there, for people and pages that know no other language. */
    static Map<String, String> read(YamlMapping owner) {
        return byLanguage(owner.mapping("title"));
    }

    /** The same, of keys that are languages. */
    static Map<String, String> byLanguage(YamlMapping title) {
        title.string("en");
        checkLanguages(title);
        return title.strings();
    }

    /** Notes keys that are no ISO 639-1 language. */
    static void checkLanguages(YamlMapping byLanguage) {
        for (String language : byLanguage.keys()) {
            if (!LANGUAGES.contains(language)) {
                byLanguage.problem(
                        language,
                        "Unknown language '" + language + "' in " + byLanguage.label()
                                + ": expected a two-letter code such as de or en");
            }
        }
    }
}
