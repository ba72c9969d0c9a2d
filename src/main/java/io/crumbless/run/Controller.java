package io.crumbless.run;

import io.crumbless.settings.SettingText;
import io.crumbless.settings.YamlMapping;
import java.util.List;
import java.util.Optional;

/**
 * Who answers to people for their data (GDPR Art. 4(7)): key {@code controller} of a job file.
 *
 * @param contact an e-mail or web address where people ask and object
 * @param storedIn where the warehouse is, as an ISO 3166 country or region
 * @param recipients others who receive values; empty where nobody does
 */
public record Controller(String name, String contact, Optional<String> storedIn, List<String> recipients) {
    public Controller {
        recipients = List.copyOf(recipients);
    }

    static Controller read(YamlMapping mapping) {
        Controller controller = new Controller(
                mapping.string("name"),
                mapping.string("contact"),
                mapping.optionalString("stored-in"),
                mapping.texts("recipients").stream().map(SettingText::text).toList());
        mapping.finish();
        return controller;
    }
}
