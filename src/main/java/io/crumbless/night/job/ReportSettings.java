package io.crumbless.night.job;

import io.crumbless.settings.yaml.YamlMapping;
import java.util.Map;

/**
 * Settings of the report page of a night; {@code report} of a job file.
 *
 * @param language {@code de} or {@code en}
 */
public record ReportSettings(String language) {
    /** English, like the messages of the program. */
    public static final ReportSettings DEFAULTS = new ReportSettings("en");

    private static final Map<String, String> LANGUAGES = Map.of("de", "de", "en", "en");

    static ReportSettings read(YamlMapping mapping) {
        String language = mapping.optionalWord("language", LANGUAGES).orElse(DEFAULTS.language());
        mapping.finish();
        return new ReportSettings(language);
    }
}
