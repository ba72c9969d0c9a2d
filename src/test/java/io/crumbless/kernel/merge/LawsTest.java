package io.crumbless.kernel.merge;

import static io.crumbless.kernel.merge.TestingStatement.declares;
import static io.crumbless.kernel.merge.TestingStatement.withdraws;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.balance.Account;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.Notice;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.Profile;
import io.crumbless.kernel.profile.StatementRef;
import io.crumbless.kernel.profile.Value;
import io.crumbless.kernel.provenance.ProvidedValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Verifies the laws of the design, as far as the kernel enforces them, on statements of random people. Each law is
 * checked on the input and output only, not on what happens in between.
 */
@Tag("unit")
class LawsTest {
    private static final int PEOPLE = 1_500;

    private static void onEveryNight(long seed, Consumer<RandomNights.Lived> law) {
        RandomNights nights = new RandomNights(seed);
        for (int person = 0; person < PEOPLE; person++) {
            for (RandomNights.Lived night : nights.next()) {
                law.accept(night);
            }
        }
    }

    private static void forEveryValue(long seed, LawOfValues law) {
        onEveryNight(seed, night -> night.outcome().profile().stream()
                .flatMap(profile -> profile.entries().stream())
                .forEach(entry -> law.check(night, entry)));
    }

    private interface LawOfValues {
        void check(RandomNights.Lived night, Profile.Entry entry);
    }

    private static Attribute attribute(RandomNights.Lived night, Profile.Entry entry) {
        return night.policy().attributes().get(entry.attribute());
    }

    private static Stream<Statement> known(RandomNights.Lived night) {
        return Stream.concat(
                night.facts().logged().stream().map(LogEntry::statement),
                night.facts().arrivals().stream().map(Arrival::statement));
    }

    /** All statements named by the lineage: the latest, and those that contributed items to an accumulated list. */
    private static List<Statement> evidence(RandomNights.Lived night, Profile.Entry entry) {
        Lineage lineage = entry.lineage();
        String attribute = attribute(night, entry).name().value();
        return night.outcome().log().stream()
                .filter(row -> row.fate() == Fate.IN_FORCE)
                .map(LogEntry::statement)
                .filter(one -> one.declares() && one.attribute().equals(attribute))
                .filter(one -> one.declarationId().equals(lineage.declarationId())
                        || lineage.accumulatedFrom().contains(new StatementRef(one.declarationId(), one.source())))
                .toList();
    }

    @Nested
    class Law1NothingInferredSurvives {
        @Test
        void everyDeclaredValueWasDeclared() {
            forEveryValue(21, (night, entry) -> {
                if (entry.lineage().origin() == Origin.DECLARED) {
                    Attribute attribute = attribute(night, entry);
                    Set<Value> told = new HashSet<>();
                    known(night)
                            .filter(one -> one.declares()
                                    && one.attribute().equals(attribute.name().value())
                                    && one.value() != null)
                            .flatMap(one -> attribute.type().parse(one.value()).stream())
                            .forEach(told::add);
                    if (entry.value() instanceof Value.Items list) {
                        assertThat(list.items()).allMatch(item -> told.stream()
                                .anyMatch(value -> ((Value.Items) value).items().contains(item)));
                    } else {
                        assertThat(told).contains(entry.value());
                    }
                }
            });
        }

        @Test
        void everyOtherValueWasProvidedAndIsAcceptedAsSuch() {
            forEveryValue(22, (night, entry) -> {
                if (entry.lineage().origin() != Origin.DECLARED) {
                    assertThat(entry.lineage().origin()).isEqualTo(Origin.PROVIDED);
                    assertThat(attribute(night, entry).accepts()).contains(Origin.PROVIDED);
                    assertThat(night.facts().provided())
                            .anyMatch(one -> one.attribute() == entry.attribute()
                                    && one.value().equals(entry.value()));
                }
            });
        }

        @Test
        void whatNoPolicyKnowsIsDenied() {
            TestingSubject anna = new TestingSubject(new TestingShop().open());
            anna.tells(declares("horoscope", "lion")).night("2026-11-03");

            assertThat(anna.profile()).isEmpty();
            assertThat(anna.fate("horoscope")).isEqualTo(Fate.NOT_ALLOWED);
        }
    }

    @Nested
    class Law2AnInferenceNeverHelps {
        @Test
        void nothingButRemovalsDependsOnWhatWasStripped() {
            onEveryNight(23, night -> {
                SubjectFacts facts = night.facts();
                List<Removal> more = new ArrayList<>(facts.stripped());
                more.add(new Removal("crm", Origin.INFERRED, 1000));
                SubjectOutcome without = merge(night, facts, List.of());
                SubjectOutcome with = merge(night, facts, more);

                assertThat(with.profile()).isEqualTo(without.profile());
                assertThat(with.log()).isEqualTo(without.log());
                assertThat(with.moments()).isEqualTo(without.moments());
                assertThat(with.refused()).isEqualTo(without.refused());
            });
        }

        private SubjectOutcome merge(RandomNights.Lived night, SubjectFacts facts, List<Removal> stripped) {
            return new Merger(night.policy(), night.night(), new MergeTally())
                    .merge(new SubjectFacts(
                            facts.subject(),
                            facts.logged(),
                            facts.arrivals(),
                            facts.provided(),
                            stripped,
                            facts.erased()));
        }

        @Test
        void aPersonOfWhomOnlyInferencesAreKnownHasNoProfile() {
            TestingSubject anna = new TestingSubject(new TestingShop().open());
            anna.stripped(new Removal("dmp", Origin.INFERRED, 3)).night("2026-11-03");

            assertThat(anna.profile()).isEmpty();
            assertThat(anna.outcome().moments()).isEmpty();
            assertThat(anna.log()).isEmpty();
        }
    }

    @Nested
    class Law3EveryValueCarriesItsLineage {
        @Test
        void theLineageResolvesToTheLog() {
            forEveryValue(24, (night, entry) -> {
                Lineage lineage = entry.lineage();
                if (lineage.origin() == Origin.DECLARED) {
                    assertThat(evidence(night, entry))
                            .as("the latest statement")
                            .anyMatch(one -> one.declarationId().equals(lineage.declarationId())
                                    && one.source().equals(lineage.source())
                                    && one.declaredAtMicros() == lineage.declaredAtMicros()
                                    && one.purposes().containsAll(lineage.purposes())
                                    && lineage.notice().equals(one.notice()));
                    assertThat(evidence(night, entry).stream()
                                    .map(one -> new StatementRef(one.declarationId(), one.source())))
                            .containsAll(lineage.accumulatedFrom());
                }
            });
        }

        @Test
        void everyItemOfAListHasAStatementInForce() {
            forEveryValue(25, (night, entry) -> {
                if (entry.value() instanceof Value.Items list) {
                    Attribute attribute = attribute(night, entry);
                    List<Value> told = evidence(night, entry).stream()
                            .flatMap(one -> attribute.type().parse(one.value()).stream())
                            .flatMap(value -> ((Value.Items) value).items().stream())
                            .toList();
                    assertThat(told).containsAll(list.items());
                }
            });
        }

        @Test
        void everyStatementInForceIsInTheProfile() {
            onEveryNight(26, night -> night.outcome().log().stream()
                    .filter(row ->
                            row.fate() == Fate.IN_FORCE && row.statement().declares())
                    .forEach(row -> assertThat(
                                    night.outcome().profile().orElseThrow().entries())
                            .anyMatch(entry -> evidence(night, entry).contains(row.statement()))));
        }
    }

    @Nested
    class Law4PurposeBinds {
        @Test
        void aValueServesWhatWasDeclaredExplainedAllowedAndNotWithdrawn() {
            forEveryValue(27, (night, entry) -> {
                Policy policy = night.policy();
                for (Statement one : evidence(night, entry)) {
                    Notice notice = policy.notice(
                                    one.notice().id(), one.notice().version())
                            .orElseThrow();
                    assertThat(entry.lineage().purposes())
                            .isNotEmpty()
                            .allMatch(purpose -> one.purposes().contains(purpose)
                                    && attribute(night, entry).purposes().contains(purpose)
                                    && notice.purposes().contains(purpose)
                                    && known(night).noneMatch(other -> revokes(night, other, one, purpose)));
                }
            });
        }

        @Test
        void aProvidedValueServesWhatThePolicyNames() {
            forEveryValue(28, (night, entry) -> {
                if (entry.lineage().origin() == Origin.PROVIDED) {
                    assertThat(entry.lineage().purposes())
                            .containsExactlyElementsOf(attribute(night, entry)
                                    .provided()
                                    .orElseThrow()
                                    .purposes());
                }
            });
        }

        @Test
        void aContactServesThePurposeOfItsDateAndOfItsChannel() {
            onEveryNight(29, night -> night.outcome().moments().forEach(moment -> {
                List<Profile.Entry> entries =
                        night.outcome().profile().orElseThrow().entries();
                assertThat(entries)
                        .filteredOn(
                                entry -> attribute(night, entry).name().value().equals(moment.attribute())
                                        || entry.value().canonical().equals(moment.channel()))
                        .hasSize(2)
                        .allMatch(entry -> entry.lineage().purposes().contains(moment.purpose()));
            }));
        }
    }

    private static boolean revokes(
            RandomNights.Lived night, Statement withdrawal, Statement declaration, String purpose) {
        return !withdrawal.declares()
                && withdrawal.declaredAtMicros() < night.night().asOfMicros()
                && withdrawal.declaredAtMicros() >= declaration.declaredAtMicros()
                && Set.of("*", declaration.attribute()).contains(withdrawal.attribute())
                && (withdrawal.purposes().isEmpty() || withdrawal.purposes().contains(purpose));
    }

    @Nested
    class Law5TheBooksClose {
        @Test
        void everyRecordEndsInOneBin() {
            onEveryNight(30, night -> {
                SubjectFacts facts = night.facts();
                facts.arrivals().forEach(one -> count(night, one.statement().source(), Unit.STATEMENTS));
                facts.logged().forEach(one -> count(night, one.statement().source(), Unit.LOGGED));
                facts.provided().forEach(one -> count(night, one.source(), Unit.LEGACY_VALUES));

                assertThat(night.books().open()).isEmpty();
            });
        }

        private void count(RandomNights.Lived night, String source, Unit unit) {
            night.books().count(new Account(source, unit), 1);
        }

        @Test
        void theLogHoldsWhatWasCarriedAndWhatIsNew() {
            onEveryNight(31, night -> assertThat((long) night.outcome().log().size())
                    .isEqualTo(night.books().total(Unit.LOGGED, "carried")
                            + night.books().total(Unit.STATEMENTS, "admitted")
                            + night.books().total(Unit.STATEMENTS, "conflicting")
                            + night.books().total(Unit.STATEMENTS, "future")));
        }

        @Test
        void everyRefusedRecordIsListed() {
            onEveryNight(
                    32, night -> assertThat((long) night.outcome().refused().size())
                            .isEqualTo(night.books().total(Unit.STATEMENTS, "refused:age_unknown")
                                    + night.books().total(Unit.STATEMENTS, "refused:minor_without_guardian")
                                    + night.books().total(Unit.STATEMENTS, "refused:subject_erased")));
        }

        @Test
        void everyProvidedValueThatWentIsARemoval() {
            onEveryNight(33, night -> {
                if (!night.facts().erased()) {
                    long stripped = night.facts().stripped().stream()
                            .mapToLong(Removal::values)
                            .sum();
                    // Restricted values were not deleted; the source still has them.
                    long kept = night.books().total(Unit.LEGACY_VALUES, "provided_kept")
                            + night.books().total(Unit.LEGACY_VALUES, "provided_restricted");
                    assertThat(night.outcome().removals().stream()
                                    .mapToLong(Removal::values)
                                    .sum())
                            .isEqualTo(stripped + night.facts().provided().size() - kept);
                }
            });
        }
    }

    @Nested
    class Law6WhatIsGoneStaysGone {
        @Test
        void noNightBringsAClearedValueBack() {
            RandomNights nights = new RandomNights(34);
            for (int person = 0; person < PEOPLE; person++) {
                Set<Statement> gone = new HashSet<>();
                for (RandomNights.Lived night : nights.next()) {
                    if (night.facts().erased()) {
                        // The erasure also deleted the log; it is remembered by the run, not by the kernel.
                        gone.clear();
                    }
                    List<LogEntry> log = night.outcome().log();
                    Set<Statement> rows =
                            new HashSet<>(log.stream().map(LogEntry::statement).toList());
                    assertThat(rows).containsAll(gone);
                    log.stream()
                            .filter(row -> !row.fate().keepsValue())
                            .map(LogEntry::statement)
                            .forEach(gone::add);
                }
            }
        }

        @Test
        void aClearedRowHoldsNoValueAndIsInNoProfile() {
            onEveryNight(35, night -> night.outcome().log().stream()
                    .filter(row -> !row.fate().keepsValue())
                    .forEach(row -> assertThat(row.statement().value()).isNull()));
            forEveryValue(
                    36, (night, entry) -> assertThat(evidence(night, entry)).allMatch(one -> one.value() != null));
        }

        @Test
        void nothingOutlivesItsLastDay() {
            forEveryValue(37, (night, entry) -> {
                Integer last = entry.lineage().validUntilEpochDay();
                long today = night.night().businessDate().toEpochDay();
                assertThat(last == null || last >= today).isTrue();
                // The lineage is not sufficient, since the same code wrote it.
                assertThat(evidence(night, entry))
                        .allMatch(one -> one.validUntilEpochDay() == null || one.validUntilEpochDay() >= today);
            });
        }

        @Test
        void nothingIsLeftOfTheErased() {
            onEveryNight(38, night -> {
                if (night.facts().erased()) {
                    assertThat(night.outcome())
                            .isEqualTo(SubjectOutcome.nothingBut(night.outcome().refused()));
                }
            });
        }

        @Test
        void noProvidedValueFillsWhatThePersonSpokeOf() {
            forEveryValue(39, (night, entry) -> {
                if (entry.lineage().origin() == Origin.PROVIDED) {
                    assertThat(night.outcome().log())
                            .filteredOn(row -> row.fate() != Fate.FUTURE)
                            // An opt-out from sale does not concern values.
                            .filteredOn(row ->
                                    !WithdrawnPurposes.by(row.statement()).isOptOut())
                            .extracting(row -> row.statement().attribute())
                            .doesNotContain("*", attribute(night, entry).name().value());
                }
            });
        }
    }

    @Nested
    class Law7TheAuditTrailIsNotALeak {
        @Test
        void removalsDoNotDependOnWhichAttributeWent() {
            TestingSubject anna = new TestingSubject(new TestingShop().open());
            TestingSubject ben = new TestingSubject(new TestingShop().open());
            anna.provided("crm", "language", "de", "2020-01-01").night("2027-11-03");
            ben.provided("crm", "salutation", "ms", "2020-01-01").night("2027-11-03");

            assertThat(anna.outcome().removals())
                    .isEqualTo(ben.outcome().removals())
                    .containsExactly(new Removal("crm", Origin.PROVIDED, 1));
        }

        @Test
        void anOutcomeDoesNotPrintWhatItHolds() {
            TestingSubject anna = new TestingSubject(new TestingShop().open());
            anna.tells(
                            declares("due_date", "2026-12-01"),
                            declares("channel", "post").serving("offers"),
                            declares("pet_name", "Rex"))
                    .night("2026-11-03");

            assertThat(anna.outcome().moments()).hasSize(1);
            assertThat(anna.outcome().toString()).doesNotContain("Rex", "post", "2026-1", "anna");
        }
    }

    @Nested
    class Law12DenialWinsTies {
        private final TestingSubject anna = new TestingSubject(new TestingShop().open());

        @Test
        void aWithdrawalWinsOverADeclarationOfTheSameMoment() {
            anna.tells(
                            declares("pet_name", "Rex").id("a"),
                            withdraws("pet_name").id("z"))
                    .night("2026-11-03");

            assertThat(anna.profile()).isEmpty();
        }

        @Test
        void narrowerPurposesWinOverWiderOnes() {
            anna.tells(
                            declares("pet_name", "Rex").id("a").serving("advice", "offers"),
                            declares("pet_name", "Bello").id("z").serving("advice"))
                    .night("2026-11-03");

            assertThat(anna.lineage("pet_name").purposes()).containsExactly("advice");
        }

        @Test
        void noDeclarationStandsBesideAWithdrawalOfItsMoment() {
            onEveryNight(40, night -> night.outcome().log().stream()
                    .filter(row ->
                            row.fate() == Fate.IN_FORCE && row.statement().declares())
                    .map(LogEntry::statement)
                    .forEach(one -> assertThat(one.purposes()).anyMatch(purpose -> known(night)
                            .noneMatch(other -> revokes(night, other, one, purpose)))));
        }

        @Test
        void providedValuesThatContradictEachOtherFillNothing() {
            forEveryValue(41, (night, entry) -> {
                if (entry.lineage().origin() == Origin.PROVIDED) {
                    assertThat(night.facts().provided().stream()
                                    .filter(one -> one.attribute() == entry.attribute()
                                            && one.assignedAtMicros()
                                                    == entry.lineage().declaredAtMicros())
                                    .map(ProvidedValue::value)
                                    .distinct())
                            .containsExactly(entry.value());
                }
            });
        }
    }
}
