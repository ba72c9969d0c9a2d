package io.crumbless.night.job;

import io.crumbless.settings.yaml.SettingText;
import io.crumbless.settings.yaml.YamlList;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.List;
import java.util.Optional;

/**
 * The controller of the data (GDPR Art. 4(7)), and the information for Art. 15(1) and (2) that only they know; {@code
 * controller} of a job file. A missing entry means that it is not stated; an empty list states that there is none.
 *
 * @param contact e-mail or web address for requests and objections
 * @param dataProtectionOfficer contact of that officer (Art. 13(1)(b), 15); empty if not stated
 * @param authority supervisory authority, with its address (Art. 15(1)(f))
 * @param storedIn location of the warehouse, as an ISO 3166 country or region
 * @param recipients other recipients of values
 * @param transfers transfers of values to third countries
 * @param automatedDecisions automated decisions about people with these values: logic and consequences (Art. 22)
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
     * A transfer to a third country or an international organisation.
     *
     * @param to an ISO 3166 country, or a name
     * @param safeguard ground in GDPR Art. 44 to 49
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
