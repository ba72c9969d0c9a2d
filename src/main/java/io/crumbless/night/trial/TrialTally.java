package io.crumbless.night.trial;

import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.merge.ContactMoment;
import io.crumbless.kernel.merge.SubjectOutcome;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.Profile;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.plan.TrialPlan;
import io.crumbless.night.run.PolicyDifference;
import io.crumbless.night.run.PolicyDifference.Example;
import io.crumbless.night.run.PolicyDifference.Kind;
import io.crumbless.night.run.PolicyDifference.MomentChange;
import io.crumbless.night.run.PolicyDifference.Place;
import io.crumbless.night.run.PolicyDifference.PurposeChange;
import io.crumbless.night.run.PolicyDifference.RefusalChange;
import io.crumbless.night.run.PolicyDifference.Side;
import io.crumbless.night.run.PolicyDifference.Trace;
import io.crumbless.night.run.PolicyDifference.ValueChange;
import io.crumbless.night.scatter.RefusedRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares the outcomes of two policies subject by subject, and counts the differences. Not thread-safe. */
public final class TrialTally {
    private static final int EXAMPLES = 3;
    private static final Side NOTHING = new Side(0, 0, 0, 0);

    private final Policy before;
    private final Policy after;
    private final SortedMap<Place, long[]> values = new TreeMap<>();
    private final SortedMap<Place, SortedMap<String, long[]>> purposes = new TreeMap<>();
    private final SortedMap<String, long[]> moments = new TreeMap<>();
    private final SortedMap<String, SortedMap<Long, Seen>> examples = new TreeMap<>();
    private Side sideBefore = NOTHING;
    private Side sideAfter = NOTHING;

    /** The outcome for a subject under one policy, and its refused records. */
    record View(SubjectOutcome outcome, List<RefusedRecord> refused) {
        static final View NOBODY =
                new View(new SubjectOutcome(Optional.empty(), List.of(), List.of(), List.of(), List.of()), List.of());
    }

    /** An example whose person has no pseudonym yet. */
    private record Seen(SubjectId subject, Example example) {}

    private record Entry(String attribute, Profile.Entry held) {}

    public TrialTally(Policy before, Policy after) {
        this.before = before;
        this.after = after;
    }

    void compare(SubjectId subject, View old, View now) {
        sideBefore = sideBefore.plus(side(old));
        sideAfter = sideAfter.plus(side(now));
        compareValues(subject, old, now);
        compareMoments(old.outcome().moments(), now.outcome().moments());
    }

    private static Side side(View view) {
        return new Side(
                view == View.NOBODY ? 0 : 1,
                view.outcome().profile().isPresent() ? 1 : 0,
                view.outcome()
                        .profile()
                        .map(profile -> profile.entries().size())
                        .orElse(0),
                view.outcome().moments().size());
    }

    private void compareValues(SubjectId subject, View old, View now) {
        List<Entry> oldEntries = entries(old, before);
        List<Entry> newEntries = entries(now, after);
        for (Entry entry : oldEntries) {
            @Nullable Entry same = find(newEntries, entry);
            if (same == null) {
                changed(subject, Kind.DISAPPEARS, entry, null, old, now);
            } else {
                changedBetween(subject, entry, same, old, now);
            }
        }
        for (Entry entry : newEntries) {
            if (find(oldEntries, entry) == null) {
                changed(subject, Kind.APPEARS, null, entry, old, now);
            }
        }
    }

    private static List<Entry> entries(View view, Policy policy) {
        return view.outcome()
                .profile()
                .map(profile -> profile.entries().stream()
                        .map(held -> new Entry(
                                policy.attributes().get(held.attribute()).name().value(), held))
                        .toList())
                .orElse(List.of());
    }

    /** An entry for the same attribute and origin: a value whose origin changes counts as dropped and as added. */
    private static @Nullable Entry find(List<Entry> entries, Entry wanted) {
        for (Entry entry : entries) {
            if (entry.attribute().equals(wanted.attribute())
                    && entry.held().lineage().origin()
                            == wanted.held().lineage().origin()) {
                return entry;
            }
        }
        return null;
    }

    private void changedBetween(SubjectId subject, Entry old, Entry now, View oldView, View newView) {
        Lineage was = old.held().lineage();
        Lineage is = now.held().lineage();
        boolean sameStatement = was.source().equals(is.source())
                && Objects.equals(was.declarationId(), is.declarationId())
                && was.declaredAtMicros() == is.declaredAtMicros();
        if (!sameStatement || !canonical(old).equals(canonical(now))) {
            changed(subject, Kind.VALUE, old, now, oldView, newView);
        } else {
            if (!List.copyOf(was.purposes()).equals(List.copyOf(is.purposes()))) {
                changed(subject, Kind.PURPOSES, old, now, oldView, newView);
            }
            if (!Objects.equals(was.validUntilEpochDay(), is.validUntilEpochDay())) {
                changed(subject, Kind.END, old, now, oldView, newView);
            }
        }
    }

    private static String canonical(Entry entry) {
        return entry.held().value().canonical();
    }

    private void changed(
            SubjectId subject, Kind kind, @Nullable Entry old, @Nullable Entry now, View oldView, View newView) {
        Place place = old != null ? place(old, oldView) : place(Objects.requireNonNull(now), newView);
        ofPlace(place)[kind.ordinal()]++;
        if (kind != Kind.END) {
            List<String> had = old == null ? List.of() : old.held().lineage().purposes();
            List<String> has = now == null ? List.of() : now.held().lineage().purposes();
            has.stream().filter(purpose -> !had.contains(purpose)).forEach(purpose -> count(place, purpose, 0));
            had.stream().filter(purpose -> !has.contains(purpose)).forEach(purpose -> count(place, purpose, 1));
        }
        keepExample(subject, place, kind, old, now, oldView, newView);
    }

    private static Place place(Entry entry, View view) {
        String jurisdiction =
                view.outcome().profile().map(Profile::jurisdiction).orElse("");
        return new Place(entry.attribute(), entry.held().lineage().origin(), jurisdiction);
    }

    private void count(Place place, String purpose, int side) {
        ofPurpose(place, purpose)[side]++;
    }

    private void keepExample(
            SubjectId subject,
            Place place,
            Kind kind,
            @Nullable Entry old,
            @Nullable Entry now,
            View oldView,
            View newView) {
        byte[] key = subject.value().getBytes(StandardCharsets.UTF_8);
        long order = KeyShare.place(key, 0, key.length);
        SortedMap<Long, Seen> kept =
                examples.computeIfAbsent(place.attribute() + " " + kind.ordinal(), any -> new TreeMap<>());
        if (kept.size() < EXAMPLES || order < kept.lastKey()) {
            @Nullable Trace was = old == null ? null : trace(old);
            @Nullable Trace is = now == null ? null : trace(now);
            Optional<String> otherwise = otherwise(old, now, oldView, newView);
            @Nullable Long shift = old == null || now == null ? null : shift(old, now);
            kept.put(order, new Seen(subject, new Example("", place, kind, was, is, otherwise, shift)));
            if (kept.size() > EXAMPLES) {
                kept.remove(kept.lastKey());
            }
        }
    }

    private static Trace trace(Entry entry) {
        Lineage lineage = entry.held().lineage();
        return new Trace(
                lineage.origin(),
                lineage.source(),
                lineage.channel(),
                lineage.notice() == null
                        ? null
                        : lineage.notice().id() + " " + lineage.notice().version(),
                lineage.purposes(),
                lineage.rule());
    }

    /** A last day may reveal the value it is derived from; by how many days it moves does not. */
    private static @Nullable Long shift(Entry old, Entry now) {
        @Nullable Integer was = old.held().lineage().validUntilEpochDay();
        @Nullable Integer is = now.held().lineage().validUntilEpochDay();
        return was == null || is == null ? null : (long) is - was;
    }

    /** The fate of the statement if its value is not in the profile. */
    private static Optional<String> otherwise(@Nullable Entry old, @Nullable Entry now, View oldView, View newView) {
        if (old != null && now != null) {
            return Optional.empty();
        }
        Lineage lineage =
                (old == null ? Objects.requireNonNull(now) : old).held().lineage();
        View other = old == null ? oldView : newView;
        if (lineage.origin() == Origin.PROVIDED || lineage.declarationId() == null) {
            return Optional.empty();
        }
        for (LogEntry logged : other.outcome().log()) {
            if (logged.statement().declarationId().equals(lineage.declarationId())
                    && logged.statement().source().equals(lineage.source())
                    && logged.statement().declares()) {
                return Optional.of("fate." + logged.fate().word());
            }
        }
        for (SubjectOutcome.Refused refused : other.outcome().refused()) {
            if (refused.declarationId().equals(lineage.declarationId())) {
                return Optional.of("refusal." + refused.reason().word());
            }
        }
        return other.refused().stream()
                .filter(record -> lineage.declarationId().equals(record.declarationId()))
                .map(record -> "refusal." + record.reason())
                .findFirst();
    }

    private void compareMoments(List<ContactMoment> old, List<ContactMoment> now) {
        Map<String, ContactMoment> had = byPlace(old);
        Map<String, ContactMoment> has = byPlace(now);
        had.forEach((place, moment) -> {
            @Nullable ContactMoment other = has.get(place);
            if (other == null) {
                count(place, 1);
            } else if (!other.opens().equals(moment.opens()) || !other.closes().equals(moment.closes())) {
                count(place, 2);
            }
        });
        has.keySet().stream().filter(place -> !had.containsKey(place)).forEach(place -> count(place, 0));
    }

    private static Map<String, ContactMoment> byPlace(List<ContactMoment> moments) {
        Map<String, ContactMoment> byPlace = new HashMap<>();
        moments.forEach(
                moment -> byPlace.put(moment.attribute() + " " + moment.purpose() + " " + moment.channel(), moment));
        return byPlace;
    }

    private void count(String place, int change) {
        ofMoment(place)[change]++;
    }

    /**
     * The counts in serialisable form.
     *
     * @param examples with the ids of their people, so to be protected like the facts
     */
    public record Written(
            Side before,
            Side after,
            List<ValueChange> values,
            List<PurposeChange> purposes,
            List<MomentChange> moments,
            List<WrittenExample> examples) {
        @Override
        public String toString() {
            return "tally of " + before.subjects() + " subjects";
        }
    }

    /**
     * An example whose person has no pseudonym yet.
     *
     * @param change kind of change, with a few examples each
     * @param order sort key among them
     */
    public record WrittenExample(String change, long order, String subject, Example example) {
        @Override
        public String toString() {
            return "an example";
        }
    }

    public Written written() {
        List<WrittenExample> all = new ArrayList<>();
        examples.forEach((change, seen) -> seen.forEach((order, one) ->
                all.add(new WrittenExample(change, order, one.subject().value(), one.example()))));
        return new Written(sideBefore, sideAfter, values(), purposes(), moments(), all);
    }

    /** Adds counts of other parts. */
    public synchronized void add(Written other) {
        sideBefore = sideBefore.plus(other.before());
        sideAfter = sideAfter.plus(other.after());
        other.values().forEach(change -> ofPlace(change.place())[change.kind().ordinal()] += change.values());
        other.purposes().forEach(change -> {
            long[] counts = ofPurpose(change.place(), change.purpose());
            counts[0] += change.gained();
            counts[1] += change.lost();
        });
        other.moments().forEach(change -> {
            long[] counts = ofMoment(change.attribute() + " " + change.purpose() + " " + change.channel());
            counts[0] += change.gained();
            counts[1] += change.lost();
            counts[2] += change.moved();
        });
        other.examples().forEach(this::add);
    }

    private void add(WrittenExample other) {
        SortedMap<Long, Seen> kept = examples.computeIfAbsent(other.change(), any -> new TreeMap<>());
        kept.put(other.order(), new Seen(new SubjectId(other.subject()), other.example()));
        if (kept.size() > EXAMPLES) {
            kept.remove(kept.lastKey());
        }
    }

    private long[] ofPlace(Place place) {
        return values.computeIfAbsent(place, any -> new long[Kind.values().length]);
    }

    private long[] ofPurpose(Place place, String purpose) {
        return purposes.computeIfAbsent(place, any -> new TreeMap<>()).computeIfAbsent(purpose, any -> new long[2]);
    }

    private long[] ofMoment(String place) {
        return moments.computeIfAbsent(place, any -> new long[3]);
    }

    /**
     * The difference that was counted.
     *
     * @param refusals of delivered statements under both
     */
    public PolicyDifference difference(TrialPlan plan, List<RefusalChange> refusals) {
        return new PolicyDifference(
                plan.before().night().businessDate(),
                plan.facts().share().share(),
                sideBefore,
                sideAfter,
                values(),
                purposes(),
                moments(),
                refusals,
                examples(plan.pseudonym()),
                plan.bounds());
    }

    private List<ValueChange> values() {
        List<ValueChange> changes = new ArrayList<>();
        values.forEach((place, counts) -> {
            for (Kind kind : Kind.values()) {
                if (counts[kind.ordinal()] > 0) {
                    changes.add(new ValueChange(place, kind, counts[kind.ordinal()]));
                }
            }
        });
        return changes;
    }

    private List<PurposeChange> purposes() {
        List<PurposeChange> changes = new ArrayList<>();
        purposes.forEach((place, byPurpose) -> byPurpose.forEach(
                (purpose, counts) -> changes.add(new PurposeChange(place, purpose, counts[0], counts[1]))));
        return changes;
    }

    private List<MomentChange> moments() {
        List<MomentChange> changes = new ArrayList<>();
        moments.forEach((place, counts) -> {
            String[] parts = place.split(" ", -1);
            changes.add(new MomentChange(parts[0], parts[1], parts[2], counts[0], counts[1], counts[2]));
        });
        return changes;
    }

    /** @param pseudonym a keyed hash */
    private List<Example> examples(Function<SubjectId, String> pseudonym) {
        return examples.values().stream()
                .flatMap(seen -> seen.values().stream())
                .map(one -> one.example().of(pseudonym.apply(one.subject())))
                .toList();
    }
}
