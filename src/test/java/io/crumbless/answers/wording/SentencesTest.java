package io.crumbless.answers.wording;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.OptOutScope;
import io.crumbless.kernel.declaration.Refusal;
import io.crumbless.kernel.merge.ProvidedBin;
import io.crumbless.kernel.merge.StatementBin;
import io.crumbless.kernel.policy.Channel;
import io.crumbless.kernel.policy.Elicitation;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.provenance.Provenance;
import io.crumbless.kernel.provenance.ValueBin;
import io.crumbless.night.delivery.RecordEnd;
import io.crumbless.night.legacy.LegacyRefusal;
import io.crumbless.night.legacy.LinkScanner;
import io.crumbless.night.legacy.MembershipTally;
import io.crumbless.night.legacy.OptOutScanner;
import io.crumbless.night.run.AuditReport.NotChecked;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.warehouse.audit.Rule;
import io.crumbless.warehouse.dataset.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever the program may have to say of a person, it can say in every language. */
@Tag("unit")
class SentencesTest {
    private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");
    private static final Pattern RECORDED = Pattern.compile(
            "(?:\\brecord(?:Look)?\\([^;\"{]*|\\blook\\(invocation, |(?:LOOK|SEARCH|JOURNAL_DAMAGED) = )\"([a-z-]+(?: [a-z-]+)*)\"");
    private static final Pattern STEP = Pattern.compile("\\badd\\([^;\"{]*\"([a-z-]+)\", rules ->");
    private static final Object[] ANYTHING = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};

    private final Sentences english = new Sentences("en");
    private final Sentences german = new Sentences("de");

    @Test
    void everyLanguageHasTheSameKeys() {
        assertThat(german.keys()).containsExactlyInAnyOrderElementsOf(english.keys());
    }

    /** Of two equal keys, the later one would silently count. */
    @Test
    void noKeyStandsTwice() throws IOException {
        for (String language : List.of("en", "de")) {
            Path file =
                    Path.of("src/main/resources/io/crumbless/answers/wording/sentences_" + language + ".properties");
            assertThat(Files.readAllLines(file))
                    .filteredOn(line -> !line.startsWith("#") && line.contains("="))
                    .extracting(line -> line.substring(0, line.indexOf('=')))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void everySentenceFillsInTheSameInEveryLanguage() {
        for (String key : english.keys()) {
            assertThat(places(german.of(key, masked())))
                    .as(key)
                    .containsExactlyInAnyOrderElementsOf(places(english.of(key, masked())));
        }
    }

    /** So that what was filled in can be determined from what was written. */
    private static Object[] masked() {
        return Arrays.stream(ANYTHING).map(digit -> "{" + digit + "}").toArray();
    }

    private static List<String> places(String sentence) {
        return PLACE.matcher(sentence)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    /** A reader who meets three words looks for three things. */
    @Test
    void contactMomentsHaveOneNameInGerman() {
        assertThat(english.keys())
                .filteredOn(key ->
                        english.of(key, masked()).toLowerCase(Locale.ROOT).contains("contact moment"))
                .hasSizeGreaterThan(5)
                .allSatisfy(key -> assertThat(german.of(key, masked())).containsIgnoringCase("kontaktzeit"));
    }

    @Test
    void everyWordOfTheRecordsHasASentence() {
        assertThat(english.keys()).containsAll(words().toList());
    }

    /** The access log is read by people who know no commands. */
    @Test
    void everyCommandThatIsRecordedHasWords() throws IOException {
        Set<String> recorded = recorded();
        assertThat(recorded)
                .contains("erase --dry-run", "signing-key rotate", "requests approve", "explain", "console nights");
        assertThat(english.keys())
                .containsAll(recorded.stream()
                        .map(command -> "console.did." + command.replace(' ', '.'))
                        .toList());
    }

    /** The names of commands in the access log: those that sources pass literally, and those that they compose. */
    private static Set<String> recorded() throws IOException {
        Set<String> commands = new TreeSet<>(Set.of("console search by cookie", "requests list"));
        for (Path file : sources()) {
            String source = Files.readString(file);
            RECORDED.matcher(source).results().map(match -> match.group(1)).forEach(commands::add);
            STEP.matcher(source)
                    .results()
                    .map(match -> "requests " + match.group(1))
                    .forEach(commands::add);
        }
        return commands;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static Stream<String> words() {
        return Stream.of(
                        of("fate.", Arrays.stream(Fate.values()).map(Fate::word)),
                        of("refusal.", Arrays.stream(Refusal.values()).map(Refusal::word)),
                        of(
                                "legacy_refusal.",
                                Arrays.stream(LegacyRefusal.values()).map(LegacyRefusal::word)),
                        of("channel.", Arrays.stream(Channel.values()).map(Channel::word)),
                        of("said.elicited.", Arrays.stream(Elicitation.values()).map(Elicitation::word)),
                        of(
                                "origin.",
                                Stream.of(Origin.DECLARED, Origin.PROVIDED).map(Origin::word)),
                        of(
                                "removed.origin.",
                                Arrays.stream(Origin.values())
                                        .filter(origin -> origin != Origin.DECLARED)
                                        .map(Origin::word)),
                        toThePerson(),
                        bins(),
                        ofReports(),
                        ofCertificates())
                .flatMap(each -> each);
    }

    private static Stream<String> toThePerson() {
        List<String> removed = Arrays.stream(Origin.values())
                .filter(origin -> origin != Origin.DECLARED)
                .map(Origin::word)
                .toList();
        return Stream.of(
                        of("you.fate.", Arrays.stream(Fate.values()).map(Fate::word)),
                        of("you.kept-out.", removed.stream()),
                        of("legacy.origin.", removed.stream()),
                        of("you.legacy.origin.", removed.stream()),
                        of("opt-out.", Arrays.stream(OptOutScope.values()).map(OptOutScope::word)),
                        of("through.", shippedChannels()))
                .flatMap(each -> each);
    }

    /** Ways of being written to that the shipped catalogue offers. */
    private static Stream<String> shippedChannels() {
        Attribute channel =
                PolicyFolder.read(Path.of("jobs/policy")).channelAttribute().orElseThrow();
        return ((AttributeType.EnumType) channel.type()).choices().stream();
    }

    private static Stream<String> bins() {
        return Stream.of(
                        of(
                                "bin.legacy_rows.",
                                Stream.of(MembershipTally.EXPANDED, MembershipTally.EMPTY, MembershipTally.LEFT_OUT)),
                        of("bin.legacy_values.", Stream.of(MembershipTally.LEFT_OUT)),
                        of("bin.links.", Stream.of(MembershipTally.LEFT_OUT)),
                        of("bin.opt_outs.", Stream.of(MembershipTally.LEFT_OUT)),
                        of(
                                "bin.legacy_values.",
                                Arrays.stream(ValueBin.values()).map(ValueBin::word)),
                        of(
                                "bin.legacy_values.",
                                Arrays.stream(ProvidedBin.values()).map(ProvidedBin::word)),
                        of(
                                "bin.links.",
                                Stream.of(
                                        LinkScanner.LINKED,
                                        LinkScanner.REPEATED,
                                        LinkScanner.AMBIGUOUS,
                                        LinkScanner.UNTRUSTED_METHOD,
                                        LinkScanner.FUTURE)),
                        of("bin.opt_outs.", Stream.of(OptOutScanner.APPLIED, OptOutScanner.MATCHED_NOBODY, "repeated")),
                        of(
                                "bin.statements.",
                                Arrays.stream(StatementBin.values()).map(StatementBin::word)),
                        of("bin.statements.", Stream.of(RecordEnd.LEFT_OUT.word())),
                        of(
                                "bin.declaration_records.",
                                Arrays.stream(RecordEnd.values()).map(RecordEnd::word)),
                        of("bin.logged.", Arrays.stream(StatementBin.values()).map(StatementBin::word)),
                        of(
                                "bin.erasure_requests.",
                                Stream.of("honoured", "found_nobody", "repeated", "future", RecordEnd.LEFT_OUT.word())))
                .flatMap(each -> each);
    }

    private static Stream<String> ofReports() {
        return Stream.of(
                        of("unit.", Arrays.stream(Unit.values()).map(Unit::word)),
                        of("kind.", Stream.of("memberships", "links", "opt_outs", "declarations", "erasures")),
                        of(
                                "dataset.",
                                Stream.of(
                                        Layout.PROFILES,
                                        Layout.DECLARATIONS,
                                        Layout.CONTACT_MOMENTS,
                                        Layout.REMOVALS,
                                        Layout.REFUSALS)),
                        of(
                                "report.origin.",
                                Arrays.stream(Origin.values())
                                        .filter(origin -> origin != Origin.DECLARED)
                                        .map(Origin::word)),
                        of(
                                "rule.",
                                Stream.of(
                                        Provenance.NAME_PATTERN,
                                        Provenance.SENSITIVE_TAXONOMY,
                                        Provenance.SCORE,
                                        Provenance.NO_RULE)),
                        of(
                                "guard.",
                                Stream.of(
                                        "guards.profiles-may-shrink-by",
                                        "guards.refusals-may-reach",
                                        "limits.malformed-may-reach")))
                .flatMap(each -> each);
    }

    private static Stream<String> ofCertificates() {
        return Stream.of(
                        of(
                                "check.",
                                Stream.concat(
                                        Arrays.stream(Rule.values())
                                                .map(rule -> rule.name().toLowerCase(Locale.ROOT)),
                                        Stream.of("access_log", "no_legacy_traces"))),
                        of(
                                "noun.",
                                Stream.concat(
                                        Arrays.stream(Rule.values())
                                                .map(rule -> rule.unit().replace(' ', '_')),
                                        Stream.of("entries", "ids_and_values", "findings", "profiles"))),
                        of("not-checked.", Arrays.stream(NotChecked.values()).map(why -> why.name()
                                .toLowerCase(Locale.ROOT))),
                        of(
                                "record.sensitivity.",
                                Stream.of(Sensitivity.SENSITIVE, Sensitivity.SPECIAL)
                                        .map(Sensitivity::word)),
                        of(
                                "record.origin.",
                                Stream.of(Origin.DECLARED, Origin.PROVIDED).map(Origin::word)))
                .flatMap(each -> each);
    }

    private static Stream<String> of(String prefix, Stream<String> words) {
        return words.map(word -> prefix + word);
    }

    /** A number before a plural is wrong for one, so there is another sentence for one. */
    @Test
    void whateverCountsHasASentenceForOne() {
        for (Sentences sentences : List.of(english, german)) {
            String plurals = Stream.concat(
                            sentences.keys().stream()
                                    .filter(key -> key.startsWith("noun.") && !key.endsWith(".one"))
                                    .map(sentences::of),
                            Stream.of("times", "nights", "records", "links", "snapshots", "Nächten", "Verknüpfungen"))
                    .collect(Collectors.joining("|"));
            Pattern counted = Pattern.compile("\\{0} (\\w+ )?(" + plurals + ")\\b.*");

            assertThat(sentences.keys())
                    .filteredOn(
                            key -> counted.matcher(sentences.of(key, masked())).find() && !key.endsWith(".one"))
                    // Remarks contain their counts already.
                    .filteredOn(key -> !key.startsWith("remark."))
                    .hasSizeGreaterThan(6)
                    .allSatisfy(key -> assertThat(sentences.has(key + ".one")).isTrue());
        }
    }

    @Test
    void countsOneAsOne() {
        assertThat(english.counted("legacy.records", 1)).isEqualTo("One record says so.");
        assertThat(english.counted("legacy.records", 1_234)).isEqualTo("1,234 records say so.");
        assertThat(german.counted("removed.line", 1, "crm", "von Dritten erworben."))
                .isEqualTo("Ein Wert der Quelle „crm“: von Dritten erworben.");
        assertThat(german.counted("removed.line", 0, "crm", "von Dritten erworben."))
                .isEqualTo("0 Werte der Quelle „crm“: von Dritten erworben.");
        assertThat(german.amount("contact moments", 1)).isEqualTo("1 Kontaktzeit");
        assertThat(german.amount("contact moments", 1_234)).isEqualTo("1.234 Kontaktzeiten");
    }

    /** A year with five digits has no sign. */
    @Test
    void saysDaysBeyondTheYear9999() {
        assertThat(english.day(LocalDate.of(12026, 3, 1))).isEqualTo("1 March 12026");
        assertThat(german.day(LocalDate.of(12026, 3, 1))).isEqualTo("1. März 12026");
    }

    /** People say until the end of a day, not before the midnight that follows. */
    @Test
    void aCutOffAtMidnightIsTheEndOfADay() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant midnight = Instant.parse("2026-11-22T23:00:00Z");

        assertThat(english.cutOff(midnight, berlin)).isEqualTo("the end of 22 November 2026");
        assertThat(german.cutOff(midnight, berlin)).isEqualTo("Ende des 22. November 2026");
        assertThat(english.cutOff(midnight, ZoneId.of("UTC"))).isEqualTo("22 November 2026 at 23:00");
    }

    @Test
    void saysPeriodsInWords() {
        assertThat(english.period(Period.ofWeeks(8))).isEqualTo("8 weeks");
        assertThat(english.period(Period.of(1, 1, 1))).isEqualTo("1 year 1 month 1 day");
        assertThat(german.period(Period.ofMonths(13))).isEqualTo("13 Monate");
    }
}
