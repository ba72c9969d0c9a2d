package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Refusal;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.profile.Profile;
import io.crumbless.kernel.profile.ZoneDays;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides, for one subject at a time, which values are in the new profile and what the new evidence log contains.
 *
 * <p>Nothing is kept of erased people. Otherwise every statement, logged or arrived tonight, gets one {@link Fate}, in
 * this order:
 *
 * <ol>
 *   <li>a statement that its source has corrected is void, and one made after the cut-off waits;
 *   <li>a statement that a minor made without a guardian is refused, or loses its value if the log contains it;
 *   <li>a statement that was withdrawn or has expired loses its value;
 *   <li>of contents that contradict each other, none counts;
 *   <li>of the rest, the latest of each attribute counts, under the policy in force and for the remaining purposes.
 * </ol>
 *
 * <p>A replaced statement does not come back when the later one ends; only accumulating lists replace nothing. Values
 * under a restriction or an objection are decided like all others, then stored and not used. A provided legacy value
 * fills an attribute only if the person has made no statement about it.
 *
 * <p>Keeps no state between subjects except the tally. Not thread-safe.
 */
public final class Merger {
    private final Policy policy;
    private final Set<String> snapshotSources;
    private final MergeTally tally;
    private final long asOfMicros;
    private final long withdrawalsUntilMicros;
    private final long businessDay;
    private final ZoneDays days;
    private final KnownValues values;
    private final ForgottenValues forgottenValues;
    private final Age.@Nullable Reader ages;
    private final @Nullable Resolution[] resolutions;
    private final ProvidedFill providedFill;
    private final ContactWindows contactWindows;
    private final SharingRules sharing;
    private final DistinctCases distinctCases;
    private final PolicyPurposes policyPurposes;
    private final NextLog nextLog;

    /** A merger for a night without sources that deliver everything. */
    public Merger(Policy policy, Night night, MergeTally tally) {
        this(policy, night, Set.of(), tally);
    }

    /** @param snapshotSources names of the sources that deliver everything every night, not only what is new */
    public Merger(Policy policy, Night night, Set<String> snapshotSources, MergeTally tally) {
        this.policy = policy;
        this.snapshotSources = Set.copyOf(snapshotSources);
        this.tally = tally;
        this.asOfMicros = night.asOfMicros();
        this.withdrawalsUntilMicros = night.withdrawalsUntilMicros();
        this.businessDay = night.businessDate().toEpochDay();
        this.days = new ZoneDays(night.zone());
        this.values = new KnownValues(policy);
        this.forgottenValues = new ForgottenValues(policy, values, night.businessDate());
        this.ages = policy.ageAttribute()
                .map(attribute -> new Age.Reader(policy, attribute, night, days, values))
                .orElse(null);
        this.resolutions = new @Nullable Resolution[policy.attributes().size()];
        for (int i = 0; i < resolutions.length; i++) {
            resolutions[i] = Resolution.of(policy.attributes().get(i), i, values);
        }
        this.providedFill = new ProvidedFill(policy, night, tally);
        this.contactWindows = new ContactWindows(policy, night);
        this.sharing = new SharingRules(policy, days, businessDay);
        this.distinctCases = new DistinctCases(forgottenValues, tally);
        this.policyPurposes = new PolicyPurposes(policy, sharing);
        this.nextLog = new NextLog(tally);
    }

    /** Merges the facts of one subject; puts every arrival, log entry and provided value into one bin. */
    public SubjectOutcome merge(SubjectFacts facts) {
        if (facts.erased()) {
            List<SubjectOutcome.Refused> refused = refusedAsErased(facts.arrivals());
            facts.logged().forEach(entry -> tally.logged(entry.statement().source(), StatementBin.ERASED));
            facts.provided().forEach(value -> tally.provided(value.source(), ProvidedBin.PROVIDED_ERASED));
            return SubjectOutcome.nothingBut(refused);
        }
        return facts.readmittedAtMicros() == SubjectFacts.ALWAYS ? project(facts, List.of()) : sinceReadmission(facts);
    }

    /** Refuses declarations of an erased person; their withdrawals are accepted, and have nothing left to withdraw. */
    private List<SubjectOutcome.Refused> refusedAsErased(List<Arrival> arrivals) {
        List<SubjectOutcome.Refused> refused = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            Statement statement = arrival.statement();
            if (statement.declares()) {
                tally.refused(statement.source(), Refusal.SUBJECT_ERASED);
                refused.add(new SubjectOutcome.Refused(
                        arrival.position(), statement.declarationId(), Refusal.SUBJECT_ERASED));
            } else {
                tally.arrived(statement.source(), StatementBin.ERASED);
            }
        }
        return refused;
    }

    /**
     * Merges the facts of a re-admitted person. What was known before the re-admission stays erased; so do all legacy
     * values, regardless of their time.
     */
    private SubjectOutcome sinceReadmission(SubjectFacts facts) {
        List<LogEntry> logged = new ArrayList<>();
        for (LogEntry entry : facts.logged()) {
            if (entry.statement().declaredAtMicros() >= facts.readmittedAtMicros()) {
                logged.add(entry);
            } else {
                tally.logged(entry.statement().source(), StatementBin.ERASED);
            }
        }
        Map<Boolean, List<Arrival>> arrivals = facts.arrivals().stream()
                .collect(Collectors.partitioningBy(
                        arrival -> arrival.statement().declaredAtMicros() >= facts.readmittedAtMicros()));
        List<SubjectOutcome.Refused> refused = refusedAsErased(arrivals.getOrDefault(false, List.of()));
        facts.provided().forEach(value -> tally.provided(value.source(), ProvidedBin.PROVIDED_ERASED));
        return project(facts.sinceReadmission(logged, arrivals.getOrDefault(true, List.of())), refused);
    }

    /**
     * Merges the facts of a person who is not erased.
     *
     * @param before arrivals that were refused before this
     */
    private SubjectOutcome project(SubjectFacts facts, List<SubjectOutcome.Refused> before) {
        List<WithdrawnPurposes> listed = new ArrayList<>(0);
        List<Case> cases = distinctCases.of(facts, listed);
        List<SubjectOutcome.Refused> refused = new ArrayList<>(before);
        new Corrections(policy, snapshotSources, facts, forgottenValues, asOfMicros).decide(cases);
        List<WithdrawnPurposes> elsewhere = inForce(facts.withdrawnElsewhere());
        Withdrawals withdrawals = withdrawals(cases, elsewhere);
        Age age = age(cases, withdrawals);
        refused.addAll(decide(cases, withdrawals, age));
        Expiry expiry = expire(cases, withdrawals);
        OptOuts optOuts = OptOuts.of(sharing, cases, elsewhere, inForce(listed));
        Uses uses = new Uses(policyPurposes, age, optOuts, facts.restriction(), tally);
        List<Profile.Entry> entries = new ArrayList<>();
        resolve(cases, uses, entries);
        List<Removal> removals = new ArrayList<>(facts.stripped());
        if (!facts.provided().isEmpty()) {
            removals.addAll(providedFill.fill(
                    facts.provided(), new ProvidedFill.Decided(cases, elsewhere, uses, expiry), entries));
        }
        if (entries.size() > 1) {
            entries.sort(Comparator.comparingInt(Profile.Entry::attribute));
        }
        Optional<Profile> profile = entries.isEmpty()
                ? Optional.empty()
                : Optional.of(new Profile(facts.subject(), jurisdiction(cases), entries));
        return new SubjectOutcome(
                profile, nextLog.of(cases), contactWindows.of(entries), Removals.summed(removals), refused);
    }

    private List<WithdrawnPurposes> inForce(List<WithdrawnPurposes> elsewhere) {
        return elsewhere.isEmpty()
                ? elsewhere
                : elsewhere.stream()
                        .filter(withdrawn -> withdrawn.declaredAtMicros() < withdrawalsUntilMicros)
                        .toList();
    }

    /**
     * Sets the fate of statements that wait, of withdrawals, and of those that an earlier night dropped because of the
     * person's age.
     */
    private Withdrawals withdrawals(List<Case> cases, List<WithdrawnPurposes> elsewhere) {
        List<WithdrawnPurposes> withdrawals = new ArrayList<>(elsewhere);
        for (Case one : cases) {
            if (!one.isUndecided()) {
                continue;
            }
            if (waits(one.statement)) {
                one.fate = Fate.FUTURE;
            } else if (!one.statement.declares()) {
                one.fate = Fate.IN_FORCE;
                withdrawals.add(WithdrawnPurposes.by(one.statement));
            } else if (one.before == Fate.MINOR) {
                one.fate = Fate.MINOR;
            }
        }
        return new Withdrawals(withdrawals);
    }

    /** Null if the policy has no attribute that states the age. */
    private @Nullable Age age(List<Case> cases, Withdrawals withdrawals) {
        return ages == null ? null : ages.of(cases, withdrawals);
    }

    /**
     * Sets the fate of statements that are dropped because of the age or withdrawn; removes refused arrivals from the
     * cases.
     */
    private List<SubjectOutcome.Refused> decide(List<Case> cases, Withdrawals withdrawals, @Nullable Age age) {
        List<SubjectOutcome.Refused> refused = new ArrayList<>();
        if (age != null) {
            cases.removeIf(one -> one.isUndecided() && isRefusedForAge(one, age, refused));
        }
        for (Case one : cases) {
            if (one.isUndecided()) {
                one.purposes = withdrawals.remainingPurposes(one.statement);
                if (one.purposes.isEmpty() || one.before == Fate.WITHDRAWN) {
                    one.fate = Fate.WITHDRAWN;
                }
            } else if (one.fate == Fate.FUTURE && isWithdrawnAlready(one.statement, withdrawals)) {
                one.fate = Fate.WITHDRAWN;
            }
        }
        Conflicts.decide(cases);
        return refused;
    }

    private boolean waits(Statement statement) {
        return statement.declaredAtMicros() >= (statement.declares() ? asOfMicros : withdrawalsUntilMicros);
    }

    /**
     * A snapshot that is recomputed for an earlier night may contain statements that were not yet in use on that night.
     */
    private static boolean isWithdrawnAlready(Statement waiting, Withdrawals withdrawals) {
        return waiting.declares()
                && !waiting.purposes().isEmpty()
                && withdrawals.remainingPurposes(waiting).isEmpty();
    }

    private boolean isRefusedForAge(Case one, Age age, List<SubjectOutcome.Refused> refused) {
        Refusal objection = age.objection(one.statement);
        if (objection == null) {
            return false;
        }
        boolean minor = objection == Refusal.MINOR_WITHOUT_GUARDIAN;
        if (age.isStatedBy(one.statement)) {
            // Kept as evidence of the age until it is withdrawn or ends; never used in the profile.
            one.notUsed = minor && !one.wasCleared();
            return false;
        }
        if (one.position != null) {
            tally.refused(one.statement.source(), objection);
            refused.add(new SubjectOutcome.Refused(one.position, one.statement.declarationId(), objection));
            return true;
        }
        if (minor) {
            one.fate = Fate.MINOR;
        } else {
            one.notUsed = !one.wasCleared();
        }
        return false;
    }

    /** Sets the fate of statements that have expired or are not used, and the last day of those in force. */
    private Expiry expire(List<Case> cases, Withdrawals withdrawals) {
        List<Case> undecided = new ArrayList<>(cases.size());
        List<Case> events = new ArrayList<>(cases.size());
        for (Case one : cases) {
            if (one.isUndecided()) {
                undecided.add(one);
                events.add(one);
            } else if (one.fate == Fate.WITHDRAWN) {
                events.add(one);
            }
        }
        Expiry expiry = new Expiry(policy, days, values, events, withdrawals);
        for (Case one : undecided) {
            one.lastDay = expiry.lastDay(one);
            if (one.lastDay < businessDay) {
                one.endedAfter = expiry.endedAfter(one, businessDay);
                one.fate = Fate.EXPIRED;
            } else if (one.notUsed) {
                one.fate = Fate.NOT_ALLOWED;
            } else if (one.conflicting) {
                one.fate = Fate.CONFLICTING;
            }
        }
        return expiry;
    }

    /** Resolves attribute by attribute; the cases of one attribute are in the order of precedence. */
    private void resolve(List<Case> cases, Uses uses, List<Profile.Entry> entries) {
        for (int i = 0; i < cases.size(); i++) {
            Case first = cases.get(i);
            if (first.isUndecided()) {
                Profile.Entry entry = resolveAttribute(first, rivals(first, cases), uses);
                if (entry != null) {
                    entries.add(entry);
                }
            }
        }
    }

    /** All declarations of the attribute, including decided ones. */
    private static List<Case> rivals(Case first, List<Case> cases) {
        String name = first.statement.attribute();
        List<Case> rivals = new ArrayList<>(4);
        for (Case one : cases) {
            if (one == first
                    || (one.statement.declares() && one.statement.attribute().equals(name))) {
                rivals.add(one);
            }
        }
        return rivals;
    }

    private Profile.@Nullable Entry resolveAttribute(Case first, List<Case> rivals, Uses uses) {
        int position = policy.indexOf(first.statement.attribute());
        Resolution resolution = position < 0 ? null : resolutions[position];
        if (resolution == null) {
            for (Case one : rivals) {
                if (one.isUndecided()) {
                    one.fate = Fate.NOT_ALLOWED;
                }
            }
            return null;
        }
        return resolution.resolve(rivals, uses);
    }

    private static @Nullable String jurisdiction(List<Case> cases) {
        for (Case one : cases) {
            if (one.fate == Fate.IN_FORCE && one.statement.declares() && one.statement.jurisdiction() != null) {
                return one.statement.jurisdiction();
            }
        }
        return null;
    }
}
