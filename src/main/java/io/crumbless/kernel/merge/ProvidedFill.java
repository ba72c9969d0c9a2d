package io.crumbless.kernel.merge;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.ProvidedRule;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.OptOutScope;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.Profile;
import io.crumbless.kernel.provenance.ProvidedValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Fills gaps with provided values, which the person once typed in: only for attributes that accept them, only until the
 * sunset, and only if the person has made no statement about the attribute. The latest value counts; if two different
 * ones have the same time, neither does.
 */
final class ProvidedFill {
    private static final Comparator<ProvidedValue> LATEST_FIRST = Comparator.comparingInt(ProvidedValue::attribute)
            .thenComparing(
                    Comparator.comparingLong(ProvidedValue::assignedAtMicros).reversed())
            .thenComparing(ProvidedValue::source)
            .thenComparing(ProvidedValue::rule)
            .thenComparing(value -> value.value().canonical());

    private final Policy policy;
    private final Night night;
    private final MergeTally tally;

    ProvidedFill(Policy policy, Night night, MergeTally tally) {
        this.policy = policy;
        this.night = night;
        this.tally = tally;
    }

    /**
     * What is decided about the statements of a subject before gaps are filled.
     *
     * @param elsewhere what was withdrawn by the cut-off under other spellings of the id
     */
    record Decided(List<Case> cases, List<WithdrawnPurposes> elsewhere, Uses uses, Expiry expiry) {}

    /** Adds the values that fill a gap to the entries, and returns the others as removals. */
    List<Removal> fill(List<ProvidedValue> provided, Decided decided, List<Profile.Entry> entries) {
        List<ProvidedValue> sorted = new ArrayList<>(provided);
        sorted.sort(LATEST_FIRST);
        List<Removal> removals = new ArrayList<>();
        int from = 0;
        while (from < sorted.size()) {
            int to = from;
            while (to < sorted.size()
                    && sorted.get(to).attribute() == sorted.get(from).attribute()) {
                to++;
            }
            fillAttribute(sorted.subList(from, to), decided, entries, removals);
            from = to;
        }
        return removals;
    }

    private void fillAttribute(
            List<ProvidedValue> rivals, Decided decided, List<Profile.Entry> entries, List<Removal> removals) {
        ProvidedValue latest = rivals.get(0);
        Attribute attribute = policy.attributes().get(latest.attribute());
        Optional<ProvidedRule> rule = attribute.provided();
        ProvidedBin bin = bin(attribute, rivals, decided);
        for (ProvidedValue one : rivals) {
            ProvidedBin own = bin == ProvidedBin.PROVIDED_KEPT && one != latest ? ProvidedBin.PROVIDED_SUPERSEDED : bin;
            if (own != ProvidedBin.PROVIDED_KEPT) {
                tally.provided(one.source(), own);
                removals.add(new Removal(one.source(), Origin.PROVIDED, 1));
            } else if (rule.isPresent()) {
                keep(one, rule.get(), lastDay(one, attribute, rule.get(), decided.expiry()), decided.uses(), entries);
            }
        }
    }

    /**
     * A value under a restriction or objection is left out of the profile, but does not count as a removal: its source
     * still contains it.
     */
    private void keep(ProvidedValue value, ProvidedRule rule, long lastDay, Uses uses, List<Profile.Entry> entries) {
        List<String> purposes =
                uses.remainingForProvided(policy.attributes().get(value.attribute()), List.copyOf(rule.purposes()));
        if (purposes.isEmpty()) {
            tally.provided(value.source(), ProvidedBin.PROVIDED_RESTRICTED);
        } else {
            tally.provided(value.source(), ProvidedBin.PROVIDED_KEPT);
            entries.add(entry(value, purposes, lastDay));
        }
    }

    private ProvidedBin bin(Attribute attribute, List<ProvidedValue> rivals, Decided decided) {
        ProvidedValue latest = rivals.get(0);
        if (decided.cases().stream().anyMatch(one -> isAbout(one, attribute))
                || decided.elsewhere().stream()
                        .anyMatch(withdrawn -> !withdrawn.isOptOut()
                                && withdrawn.concerns(attribute.name().value()))) {
            return ProvidedBin.PROVIDED_REPLACED;
        }
        boolean conflicts = rivals.stream()
                .anyMatch(one -> one.assignedAtMicros() == latest.assignedAtMicros()
                        && !one.value().equals(latest.value()));
        if (conflicts) {
            return ProvidedBin.PROVIDED_CONFLICTING;
        }
        boolean accepted = attribute.accepts().contains(Origin.PROVIDED)
                && attribute.provided().isPresent()
                && attribute.sensitivity() != Sensitivity.SPECIAL;
        boolean ended = !accepted
                || lastDay(latest, attribute, attribute.provided().get(), decided.expiry())
                        < night.businessDate().toEpochDay();
        return ended ? ProvidedBin.PROVIDED_EXPIRED : ProvidedBin.PROVIDED_KEPT;
    }

    /** Whether the statement is about the attribute. One made after the cut-off does not count yet. */
    private static boolean isAbout(Case one, Attribute attribute) {
        String about = one.statement.attribute();
        return one.fate != Fate.FUTURE
                && !isOptOut(one.statement)
                && (about.equals(attribute.name().value()) || about.equals(Statement.EVERYTHING));
    }

    /** An opt-out of sale or sharing is no statement about a value. */
    private static boolean isOptOut(Statement statement) {
        return !statement.declares() && OptOutScope.areAll(statement.purposes());
    }

    private static long lastDay(ProvidedValue value, Attribute attribute, ProvidedRule rule, Expiry expiry) {
        return Math.min(rule.until().toEpochDay(), expiry.lastDay(value, attribute));
    }

    private static Profile.Entry entry(ProvidedValue value, List<String> purposes, long lastDay) {
        Lineage lineage = new Lineage(
                Origin.PROVIDED,
                null,
                value.source(),
                null,
                null,
                purposes,
                null,
                null,
                value.assignedAtMicros(),
                Resolution.epochDay(lastDay),
                value.rule(),
                List.of());
        return new Profile.Entry(value.attribute(), value.value(), lineage);
    }
}
