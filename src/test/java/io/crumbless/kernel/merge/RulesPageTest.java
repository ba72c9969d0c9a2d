package io.crumbless.kernel.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.declaration.Action;
import io.crumbless.kernel.declaration.DeclaredBy;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.policy.Notice;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.PolicyFileNames;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.Profile;
import io.crumbless.settings.policy.PolicyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example on the page of rules is what the kernel decides, under the shipped policy. */
@Tag("unit")
class RulesPageTest {
    private static final Policy POLICY = PolicyFolder.read(Path.of("jobs/policy"));
    private static final Pattern EXAMPLE = Pattern.compile("```example\n(.*?)```", Pattern.DOTALL);
    private static final Pattern DELIVERED = Pattern.compile(
            "(\\S+)(?: (snapshot|store): (\\S+) (declares|withdraws) (\\S+)"
                    + "(?: (.+?))? on (\\S+?)(?: for (\\S+))?(?: revised (\\S+))?(?: in (\\S+))?( asked)?( confirmed)?)?");
    private static final Pattern MARKS = Pattern.compile("(\\S+) is marked (.+)");

    static Stream<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(Path.of("docs/reference/rules.md")))
                .results()
                .map(example -> example.group(1));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isWhatTheKernelDecides(String example) {
        List<LogEntry> log = List.of();
        List<Arrival> arrivals = new ArrayList<>();
        String night = "";
        SubjectOutcome outcome = SubjectOutcome.nothingBut(List.of());
        boolean decided = true;
        Policy policy = POLICY;
        for (String line : example.lines().toList()) {
            Matcher marks = MARKS.matcher(line);
            if (marks.matches()) {
                policy = marked(marks.group(1), marks.group(2));
                continue;
            }
            if (line.startsWith("=> ")) {
                if (!decided) {
                    outcome = decide(policy, night, log, arrivals);
                    decided = true;
                }
                assertHolds(line.substring(3), outcome);
                continue;
            }
            Matcher delivered = DELIVERED.matcher(line);
            assertThat(delivered.matches()).as(line).isTrue();
            if (!delivered.group(1).equals(night)) {
                if (!decided) {
                    outcome = decide(policy, night, log, arrivals);
                }
                log = outcome.log();
                arrivals.clear();
                night = delivered.group(1);
                decided = false;
            }
            if (delivered.group(2) != null) {
                Statement statement = statement(delivered);
                arrivals.add(new Arrival(statement, null, new Position(statement.source(), "file", arrivals.size())));
            }
        }
    }

    /** The shipped policy, of which one purpose has a key besides. */
    private static Policy marked(String purpose, String key) {
        SortedMap<String, String> files = new TreeMap<>(POLICY.files());
        files.computeIfPresent(
                PolicyFileNames.PURPOSES,
                (name, text) -> text.replaceFirst("\n  " + purpose + ":\n", "$0    " + key + "\n"));
        return PolicyFolder.compile(files);
    }

    private static SubjectOutcome decide(Policy policy, String night, List<LogEntry> log, List<Arrival> arrivals) {
        Night date = new Night(LocalDate.parse(night), TestingStatement.BERLIN);
        SubjectFacts facts =
                new SubjectFacts(TestingStatement.ANNA, log, List.copyOf(arrivals), List.of(), List.of(), false);
        return new Merger(policy, date, Set.of("snapshot"), new MergeTally()).merge(facts);
    }

    private static Statement statement(Matcher line) {
        boolean declares = line.group(4).equals("declares");
        String attribute = line.group(5);
        List<String> named =
                line.group(8) == null ? List.of() : List.of(line.group(8).split(","));
        List<String> purposes = named;
        NoticeRef notice = null;
        if (declares) {
            Attribute declared = POLICY.attribute(attribute).orElseThrow();
            Notice shown = POLICY.notices().stream()
                    .filter(one -> one.purposes().stream().anyMatch(declared.purposes()::contains)
                            && one.purposes().containsAll(named))
                    .findFirst()
                    .orElseThrow();
            notice = new NoticeRef(shown.id(), shown.version(), "en");
            if (named.isEmpty()) {
                purposes = declared.purposes().stream()
                        .filter(shown.purposes()::contains)
                        .limit(1)
                        .toList();
            }
        }
        return Statement.builder()
                .with(StatementField.SOURCE, line.group(2))
                .with(StatementField.DECLARATION_ID, line.group(3))
                .with(StatementField.SUBJECT_ID, TestingStatement.ANNA)
                .with(StatementField.ACTION, declares ? Action.DECLARE : Action.WITHDRAW)
                .with(StatementField.ATTRIBUTE, attribute)
                .with(StatementField.VALUE, line.group(6))
                .with(StatementField.PURPOSES, purposes)
                .withNotice(notice)
                .with(StatementField.CHANNEL, "app")
                .with(StatementField.ELICITATION, line.group(11) == null ? "volunteered" : "prompted_choice")
                .with(StatementField.DECLARED_BY, DeclaredBy.SELF)
                .with(StatementField.CONFIRMED, line.group(12) != null)
                .with(StatementField.DECLARED_AT, TestingStatement.micros(line.group(7)))
                .with(StatementField.JURISDICTION, line.group(10) == null ? "DE" : line.group(10))
                .with(StatementField.LEGAL_BASIS, basis(line.group(10)))
                .with(StatementField.REVISED_AT, line.group(9) == null ? null : TestingStatement.micros(line.group(9)))
                .build();
    }

    private static String basis(@Nullable String place) {
        return place == null ? "eu-gdpr:A9-2-a" : "dpv:ExplicitlyExpressedConsent";
    }

    private static void assertHolds(String expected, SubjectOutcome outcome) {
        List<String> held = new ArrayList<>();
        List<Profile.Entry> entries = outcome.profile().map(Profile::entries).orElse(List.of());
        for (int i = 0; i < POLICY.attributes().size(); i++) {
            int position = i;
            String name = POLICY.attributes().get(i).name().value();
            List<Profile.Entry> own = entries.stream()
                    .filter(entry -> entry.attribute() == position)
                    .toList();
            held.add(own.isEmpty() ? "no " + name : name + " " + told(own.get(0)));
            own.forEach(entry ->
                    held.add(name + " for " + String.join(",", entry.lineage().purposes())));
        }
        outcome.log()
                .forEach(entry -> held.add(
                        entry.statement().declarationId() + " " + entry.fate().word()));

        assertThat(held).contains(expected);
    }

    private static String told(Profile.Entry entry) {
        Integer last = entry.lineage().validUntilEpochDay();
        return entry.value().canonical() + (last == null ? "" : " until " + LocalDate.ofEpochDay(last));
    }
}
