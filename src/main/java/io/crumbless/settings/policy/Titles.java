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

    /** Reads the required key {@code title}; English is required, as the fallback. */
    static Map<String, String> read(YamlMapping owner) {
        return byLanguage(owner.mapping("title"));
    }

    /** Titles in a mapping whose keys are languages. */
    static Map<String, String> byLanguage(YamlMapping title) {
        title.string("en");
        checkLanguages(title);
        return title.strings();
    }

    /** Reports keys that are not ISO 639-1 languages. */
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
