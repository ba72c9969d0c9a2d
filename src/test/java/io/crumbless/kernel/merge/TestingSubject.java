package io.crumbless.kernel.merge;

import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.profile.Profile;
import io.crumbless.kernel.profile.Value;
import io.crumbless.kernel.provenance.ProvidedValue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One person over several nights: what is reported goes into the next night, and each night hands its log to the next. */
final class TestingSubject {
    private Policy policy;
    private List<LogEntry> log = List.of();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<ProvidedValue> provided = new ArrayList<>();
    private final List<Removal> stripped = new ArrayList<>();
    private boolean erased;
    private Restriction restriction = Restriction.NONE;
    private SubjectOutcome outcome = SubjectOutcome.nothingBut(List.of());
    private Books books = new Books();

    TestingSubject(Policy policy) {
        this.policy = policy;
    }

    /** From now on. */
    TestingSubject under(Policy policy) {
        this.policy = policy;
        return this;
    }

    TestingSubject tells(TestingStatement... statements) {
        for (TestingStatement statement : statements) {
            arrives(statement, null);
        }
        return this;
    }

    TestingSubject tellsInDelivery(String day, TestingStatement... statements) {
        for (TestingStatement statement : statements) {
            arrives(statement, (int) LocalDate.parse(day).toEpochDay());
        }
        return this;
    }

    private void arrives(TestingStatement builder, @Nullable Integer deliveredOn) {
        Statement statement = builder.build();
        arrivals.add(new Arrival(
                statement, deliveredOn, new Position(statement.source(), "delivery.csv", arrivals.size() + 2)));
    }

    /** A legacy value of every night from now on. */
    TestingSubject provided(String source, String attribute, String value, String at) {
        provided.add(new ProvidedValue(
                source,
                "account-" + attribute.replace('_', '-'),
                policy.indexOf(attribute),
                policy.attribute(attribute).orElseThrow().type().parse(value).orElseThrow(),
                TestingStatement.micros(at)));
        return this;
    }

    TestingSubject stripped(Removal... removals) {
        stripped.addAll(List.of(removals));
        return this;
    }

    TestingSubject asksToBeErased() {
        erased = true;
        return this;
    }

    /** From now on. */
    TestingSubject under(Restriction asked) {
        restriction = asked;
        return this;
    }

    /** Runs the night of a business date in Berlin. */
    TestingSubject night(String businessDate) {
        MergeTally tally = new MergeTally();
        Night night = new Night(LocalDate.parse(businessDate), TestingStatement.BERLIN);
        outcome = new Merger(policy, night, tally)
                .merge(new SubjectFacts(TestingStatement.ANNA, log, arrivals, provided, stripped, erased)
                        .under(restriction));
        books = tally.books();
        log = outcome.log();
        arrivals.clear();
        return this;
    }

    SubjectOutcome outcome() {
        return outcome;
    }

    Books books() {
        return books;
    }

    Optional<Profile> profile() {
        return outcome.profile();
    }

    /** Canonical text of the value in the profile; empty if there is none. */
    Optional<String> value(String attribute) {
        return entry(attribute).map(Profile.Entry::value).map(Value::canonical);
    }

    Lineage lineage(String attribute) {
        return entry(attribute).orElseThrow().lineage();
    }

    Optional<LocalDate> lastDay(String attribute) {
        return Optional.ofNullable(lineage(attribute).validUntilEpochDay()).map(LocalDate::ofEpochDay);
    }

    private Optional<Profile.Entry> entry(String attribute) {
        return outcome.profile().stream()
                .flatMap(profile -> profile.entries().stream())
                .filter(entry -> entry.attribute() == policy.indexOf(attribute))
                .findFirst();
    }

    /** The one row of the log with that declaration id. */
    LogEntry logged(String id) {
        List<LogEntry> found = log.stream()
                .filter(entry -> entry.statement().declarationId().equals(id))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("the log holds " + found.size() + " rows of " + id);
        }
        return found.get(0);
    }

    Fate fate(String id) {
        return logged(id).fate();
    }

    /** The value the log still holds of that declaration. */
    Optional<String> loggedValue(String id) {
        return Optional.ofNullable(logged(id).statement().value());
    }

    List<LogEntry> log() {
        return log;
    }
}
