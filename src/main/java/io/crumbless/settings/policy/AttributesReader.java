package io.crumbless.settings.policy;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Catalogue;
import io.crumbless.kernel.catalogue.ContactRule;
import io.crumbless.kernel.catalogue.Keep;
import io.crumbless.kernel.catalogue.KeepUntil;
import io.crumbless.kernel.catalogue.OnLater;
import io.crumbless.kernel.catalogue.ProvidedRule;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.profile.AttributeName;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.settings.yaml.Names;
import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.YamlList;
import io.crumbless.settings.yaml.YamlMapping;
import java.time.LocalDate;
import java.time.Period;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code attributes.yaml}, the catalogue. */
final class AttributesReader {
    private static final Pattern UNTIL = Pattern.compile("([a-z0-9_]+) *\\+ *(P\\S+)");

    private final Problems problems;
    private final Vocabulary vocabulary;
    private final Set<String> purposes;

    /** @param purposes ids in {@code purposes.yaml}, valid or not */
    AttributesReader(Problems problems, Vocabulary vocabulary, Set<String> purposes) {
        this.problems = problems;
        this.vocabulary = vocabulary;
        this.purposes = purposes;
    }

    Catalogue read(YamlMapping file) {
        YamlMapping written = file.mapping("attributes");
        Map<String, YamlMapping> entries = written.mappings();
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        entries.forEach((name, entry) ->
                attribute(written, name, entry).ifPresent(attribute -> attributes.put(name, attribute)));
        checkIds(file, entries, attributes);
        attributes.forEach((name, attribute) -> checkEvent(entries, attributes, attribute));
        if (file.has("attributes") && written.keys().isEmpty()) {
            file.problem("attributes", "Missing attributes: nothing could ever be declared");
        }
        Optional<Attribute> age = special(file, "age-attribute", entries, attributes);
        age.ifPresent(attribute -> checkAge(file, attribute));
        Optional<Attribute> channel = special(file, "channel-attribute", entries, attributes);
        channel.ifPresent(attribute -> checkChannel(file, attribute));
        checkContacts(file, entries, attributes, channel);
        file.finish();
        return new Catalogue(attributes, age, channel);
    }

    private Optional<Attribute> attribute(YamlMapping owner, String name, YamlMapping entry) {
        int before = problems.size();
        checkName(owner, name);
        int id = entry.whole("id");
        AttributeType type = entry.parsed("type", TypeNotation::parse, new AttributeType.StringType());
        Map<String, String> title = Titles.read(entry);
        Map<String, Map<String, String>> choices = entry.optionalMapping("choices")
                .map(written -> choices(written, type))
                .orElse(Map.of());
        String description = entry.string("description");
        String category = References.name(entry, "category", vocabulary.personalData());
        Sensitivity sensitivity = entry.optionalWord(
                        "sensitivity", Names.words(List.of(Sensitivity.values()), Sensitivity::word))
                .orElse(Sensitivity.NONE);
        Set<String> allowed = References.purposes(entry, "purposes", purposes);
        Set<Origin> accepts = accepts(entry);
        Optional<ProvidedRule> provided = provided(entry, accepts, allowed);
        Keep keep = keep(entry);
        OnLater onLater = entry.optionalWord("on-later", Names.words(List.of(OnLater.values()), OnLater::word))
                .orElse(OnLater.REPLACE);
        Optional<ContactRule> contact = contact(entry, allowed);
        entry.finish();
        if (problems.size() > before) {
            return Optional.empty();
        }
        Attribute attribute = new Attribute(
                id,
                new AttributeName(name),
                type,
                title,
                choices,
                description,
                category,
                sensitivity,
                accepts,
                provided,
                new TreeSet<>(allowed),
                keep,
                onLater,
                contact);
        checkTogether(entry, attribute);
        return Optional.of(attribute);
    }

    private static void checkName(YamlMapping owner, String name) {
        if (!AttributeName.isValid(name)) {
            owner.problem(
                    name,
                    "Invalid attribute name '" + name
                            + "': use lower-case letters, digits and single underscores, beginning with a letter");
        } else if (ReservedNames.isColumn(name)) {
            owner.problem(name, "Invalid attribute name '" + name + "': every profile has a column of that name");
        } else if (ReservedNames.isWordOfSql(name)) {
            owner.problem(name, "Invalid attribute name '" + name + "': it is a word of SQL");
        }
    }

    private static Map<String, Map<String, String>> choices(YamlMapping written, AttributeType type) {
        Map<String, Map<String, String>> choices = new LinkedHashMap<>();
        written.mappings().forEach((choice, titles) -> choices.put(choice, Titles.byLanguage(titles)));
        if (type.element() instanceof AttributeType.EnumType known) {
            written.keys().stream()
                    .filter(choice -> !known.choices().contains(choice))
                    .forEach(choice -> written.problem(
                            choice,
                            "Unknown choice '" + choice + "' in " + written.label()
                                    + Names.hint(choice, known.choices())));
        }
        return choices;
    }

    private Set<Origin> accepts(YamlMapping entry) {
        if (!entry.has("accepts")) {
            entry.optionalList("accepts");
            return EnumSet.of(Origin.DECLARED);
        }
        List<Origin> accepts =
                entry.words("accepts", Names.words(List.of(Origin.DECLARED, Origin.PROVIDED), Origin::word));
        if (!accepts.contains(Origin.DECLARED)) {
            entry.problem("accepts", "Invalid " + entry.name("accepts") + ": it must hold 'declared'");
        }
        return new HashSet<>(accepts);
    }

    private Optional<ProvidedRule> provided(YamlMapping entry, Set<Origin> accepts, Set<String> allowed) {
        boolean accepted = accepts.contains(Origin.PROVIDED);
        Optional<YamlMapping> written = entry.optionalMapping("provided");
        if (accepted && written.isEmpty() && !entry.has("provided")) {
            entry.problem(
                    "accepts",
                    "Missing key 'provided' in " + entry.label()
                            + ": values provided before the bar are accepted only until a sunset date and for named"
                            + " purposes, provided: { until: 2027-03-31, purposes: [...] }");
        }
        if (!accepted && written.isPresent()) {
            entry.problem("provided", "Invalid " + entry.name("provided") + ": 'accepts' does not list 'provided'");
        }
        return written.map(rule -> {
            LocalDate until = rule.parsed("until", Dates::parse, LocalDate.EPOCH);
            Set<String> served = References.purposes(rule, "purposes", allowed);
            rule.finish();
            return new ProvidedRule(until, new TreeSet<>(served));
        });
    }

    private static Keep keep(YamlMapping entry) {
        Optional<Period> period = entry.optionalParsed("keep", Periods::positive);
        Optional<KeepUntil> until = entry.optionalParsed("keep-until", AttributesReader::keepUntil);
        return new Keep(period, until);
    }

    private static KeepUntil keepUntil(String text) {
        Matcher parts = UNTIL.matcher(text);
        if (!parts.matches() || !AttributeName.isValid(parts.group(1))) {
            throw new IllegalArgumentException("expected a date attribute and a period, such as baby_due_date + P8W");
        }
        Period offset = Periods.signed(parts.group(2));
        if (offset.isNegative()) {
            throw new IllegalArgumentException("the period must not be negative");
        }
        return new KeepUntil(new AttributeName(parts.group(1)), offset);
    }

    private Optional<ContactRule> contact(YamlMapping entry, Set<String> allowed) {
        return entry.optionalMapping("contact").map(rule -> {
            int before = problems.size();
            Period opens = rule.parsed("opens", Periods::signed, Period.ZERO);
            Period closes = rule.parsed("closes", Periods::signed, Period.ZERO);
            if (problems.size() == before && !Periods.neverLonger(opens, closes)) {
                rule.problem("closes", "Invalid " + rule.name("closes") + ": it must not lie before 'opens'");
            }
            String purpose = References.name(rule, "purpose", allowed);
            rule.finish();
            return new ContactRule(opens, closes, purpose);
        });
    }

    /** Checks for settings of one attribute that contradict each other. */
    private void checkTogether(YamlMapping entry, Attribute attribute) {
        String name = "attribute " + attribute.name();
        if (!isFieldId(attribute.id())) {
            entry.problem(
                    "id",
                    "Invalid " + entry.name("id") + ": " + attribute.id() + " is not between 1 and "
                            + Attribute.GREATEST_ID);
        }
        if (attribute.sensitivity() != Sensitivity.NONE && !attribute.keep().ends()) {
            entry.problem(
                    "sensitivity",
                    "Missing key 'keep' or 'keep-until' in " + name + ": a "
                            + attribute.sensitivity().word() + " value must end by itself");
        }
        if (vocabulary.specialCategories().contains(attribute.category())
                && attribute.sensitivity() != Sensitivity.SPECIAL) {
            entry.problem(
                    "category",
                    "Invalid sensitivity of " + name + ": " + attribute.category()
                            + " is a special category (GDPR Art. 9), so it must be 'special'");
        }
        if (attribute.sensitivity() == Sensitivity.SPECIAL
                && attribute.provided().isPresent()) {
            entry.problem(
                    "provided",
                    "Invalid 'provided' of " + name
                            + ": a special-category value needs explicit consent (GDPR Art. 9), which a provided value"
                            + " lacks");
        }
        if (attribute.onLater() == OnLater.ACCUMULATE && !(attribute.type() instanceof AttributeType.ListType)) {
            entry.problem(
                    "on-later",
                    "Invalid " + entry.name("on-later") + " 'accumulate': only lists accumulate, and the type is "
                            + attribute.type().notation());
        }
        if (!attribute.choices().isEmpty() && !(attribute.type().element() instanceof AttributeType.EnumType)) {
            entry.problem(
                    "choices",
                    "Invalid " + entry.name("choices") + ": only an enum has choices, and the type is "
                            + attribute.type().notation());
        }
        if (attribute.contact().isPresent() && !(attribute.type() instanceof AttributeType.DateType)) {
            entry.problem(
                    "contact",
                    "Invalid " + entry.name("contact") + ": only a date opens a window, and the type is "
                            + attribute.type().notation());
        }
    }

    private void checkIds(YamlMapping file, Map<String, YamlMapping> entries, Map<String, Attribute> attributes) {
        List<Integer> retired =
                file.optionalList("retired-ids").map(YamlList::wholes).orElse(List.of());
        for (int id : retired) {
            if (!isFieldId(id)) {
                file.problem(
                        "retired-ids", "Invalid retired-ids: " + id + " is not between 1 and " + Attribute.GREATEST_ID);
            }
        }
        Map<Integer, String> taken = new HashMap<>();
        attributes.forEach((name, attribute) -> {
            YamlMapping entry = entry(entries, name);
            String first = taken.putIfAbsent(attribute.id(), name);
            if (first != null) {
                entry.problem(
                        "id",
                        "Invalid " + entry.name("id") + ": " + attribute.id() + " belongs to " + first + " already");
            }
            if (retired.contains(attribute.id())) {
                entry.problem(
                        "id",
                        "Invalid " + entry.name("id") + ": " + attribute.id()
                                + " is retired; a field id is never given to another attribute");
            }
        });
    }

    private static boolean isFieldId(int id) {
        return id >= 1 && id <= Attribute.GREATEST_ID;
    }

    private void checkEvent(Map<String, YamlMapping> entries, Map<String, Attribute> attributes, Attribute attribute) {
        if (attribute.keep().until().isEmpty()) {
            return;
        }
        KeepUntil until = attribute.keep().until().get();
        YamlMapping entry = entry(entries, attribute.name().value());
        String key = entry.name("keep-until");
        String event = until.event().value();
        if (!entries.containsKey(event)) {
            entry.problem(
                    "keep-until", "Unknown attribute '" + event + "' in " + key + Names.hint(event, entries.keySet()));
            return;
        }
        Attribute of = attributes.get(event);
        if (of == null) {
            return;
        }
        if (!(of.type() instanceof AttributeType.DateType)) {
            entry.problem(
                    "keep-until",
                    "Invalid " + key + ": " + event + " is of type " + of.type().notation()
                            + ", only a date is an event");
            return;
        }
        if (of != attribute) {
            checkDependent(entry, attribute, until, of);
        }
    }

    /**
     * A value whose retention depends on the event of another attribute must not be kept longer than that attribute.
     */
    private static void checkDependent(YamlMapping entry, Attribute attribute, KeepUntil until, Attribute event) {
        String key = entry.name("keep-until");
        if (attribute.keep().period().isEmpty()) {
            entry.problem(
                    "keep-until",
                    "Missing key 'keep' in attribute " + attribute.name() + ": people who never declared "
                            + event.name() + " need another end");
        }
        Optional<Period> own = event.keep()
                .until()
                .filter(itself -> itself.event().equals(event.name()))
                .map(KeepUntil::offset);
        if (own.isEmpty() || !Periods.neverLonger(until.offset(), own.get())) {
            entry.problem(
                    "keep-until",
                    "Invalid " + key + ": " + event.name()
                            + " itself would be gone by then; give it a keep-until as long as this");
        }
    }

    private Optional<Attribute> special(
            YamlMapping file, String key, Map<String, YamlMapping> entries, Map<String, Attribute> attributes) {
        Optional<String> name = file.optionalString(key);
        if (name.isPresent() && !entries.containsKey(name.get())) {
            file.problem(
                    key, "Unknown attribute '" + name.get() + "' in " + key + Names.hint(name.get(), entries.keySet()));
        }
        return name.map(attributes::get);
    }

    private static void checkAge(YamlMapping file, Attribute attribute) {
        boolean givesAge =
                attribute.type() instanceof AttributeType.DateType || attribute.type() instanceof AttributeType.IntType;
        if (!givesAge) {
            file.problem(
                    "age-attribute",
                    "Invalid age-attribute '" + attribute.name() + "': its type is "
                            + attribute.type().notation() + ", expected a date of birth or an int year of birth");
        }
    }

    private static void checkChannel(YamlMapping file, Attribute attribute) {
        if (!(attribute.type() instanceof AttributeType.EnumType)) {
            file.problem(
                    "channel-attribute",
                    "Invalid channel-attribute '" + attribute.name() + "': its type is "
                            + attribute.type().notation() + ", expected an enum of channels");
        }
    }

    /**
     * A contact moment needs a channel that the person chose for the same purpose; without one there could never be
     * one.
     */
    private static void checkContacts(
            YamlMapping file,
            Map<String, YamlMapping> entries,
            Map<String, Attribute> attributes,
            Optional<Attribute> channel) {
        for (Attribute attribute : attributes.values()) {
            if (attribute.contact().isEmpty()) {
                continue;
            }
            String purpose = attribute.contact().get().purpose();
            YamlMapping entry = entry(entries, attribute.name().value());
            if (!file.has("channel-attribute")) {
                entry.problem(
                        "contact",
                        "Missing key 'channel-attribute': attribute " + attribute.name()
                                + " opens a contact window, but nothing states the channel the person chose");
            } else if (channel.isPresent() && !channel.get().purposes().contains(purpose)) {
                entry.problem(
                        "contact",
                        "Invalid " + entry.name("contact") + ".purpose '" + purpose
                                + "': no channel can be chosen for it," + " because it is not among the purposes of "
                                + channel.get().name());
            }
        }
    }

    private static YamlMapping entry(Map<String, YamlMapping> entries, String name) {
        return Objects.requireNonNull(entries.get(name), name);
    }
}
