package io.crumbless.night.job;

import io.crumbless.settings.yaml.SettingText;
import io.crumbless.settings.yaml.YamlList;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.List;
import java.util.Optional;

/**
 * Who is responsible for the data (GDPR Art. 4(7)), and the parts of Art. 15(1) and (2) that only they know: key {@code
 * controller} of a job file. A missing entry is not stated, which differs from an empty list: that states that there is
 * none.
 *
 * @param contact an e-mail or web address where people ask and object
 * @param dataProtectionOfficer how that officer is reached (Art. 13(1)(b), 15); empty where none is stated
 * @param authority who supervises the controller, with its address (Art. 15(1)(f))
 * @param storedIn where the warehouse is, as an ISO 3166 country or region
 * @param recipients others who receive values
 * @param transfers where values go in third countries
 * @param automatedDecisions decisions that programs alone make about people with these values: by which logic, with
 *     what consequences (Art. 22)
 */
public record Controller(
        String name,
        String contact,
        Optional<String> dataProtectionOfficer,
        Optional<String> authority,
        Optional<String> storedIn,
        Optional<List<String>> recipients,
        Optional<List<Transfer>> transfers,
        Optional<List<String>> automatedDecisions) {
    public Controller {
        recipients = recipients.map(List::copyOf);
        transfers = transfers.map(List::copyOf);
        automatedDecisions = automatedDecisions.map(List::copyOf);
    }

    /**
     * Values that go to a third country or an international organisation.
     *
     * @param to an ISO 3166 country, or a name
     * @param safeguard on which ground of GDPR Art. 44 to 49
     */
    public record Transfer(String to, String safeguard) {
        static Transfer read(YamlMapping mapping) {
            Transfer transfer = new Transfer(mapping.string("to"), mapping.string("safeguard"));
            mapping.finish();
            return transfer;
        }
    }

    static Controller read(YamlMapping mapping) {
        Controller controller = new Controller(
                mapping.string("name"),
                mapping.string("contact"),
                mapping.optionalString("data-protection-officer"),
                mapping.optionalString("authority"),
                mapping.optionalString("stored-in"),
                texts(mapping, "recipients"),
                mapping.optionalList("transfers")
                        .map(YamlList::mappings)
                        .map(list -> list.stream().map(Transfer::read).toList()),
                texts(mapping, "automated-decisions"));
        mapping.finish();
        return controller;
    }

    private static Optional<List<String>> texts(YamlMapping mapping, String key) {
        return mapping.optionalList(key)
                .map(YamlList::texts)
                .map(texts -> texts.stream().map(SettingText::text).toList());
    }
}
