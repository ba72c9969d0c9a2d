package io.crumbless.console.person;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.AnswerContext.Gap;
import io.crumbless.answers.explain.Consultation;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.KnownErasures;
import io.crumbless.answers.explain.LegacyHoldings;
import io.crumbless.answers.explain.LiveLegacy;
import io.crumbless.answers.statement.Issued;
import io.crumbless.console.access.User;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.intake.ActivationLog;
import io.crumbless.night.job.JobFile;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.Tombstones;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Finds people and explains what is stored about them, like the commands. What cannot be recorded is not shown. */
final class People {
    /**
     * Maximum number of concurrent reads of the legacy sources, or of all ids: each occupies a core and, for the
     * former, the memory of the links.
     */
    private static final int LONG_READS = 1;

    /** How long a read waits for another. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ConsoleContext context;
    private final Semaphore longReads = new Semaphore(LONG_READS);

    People(ConsoleContext context) {
        this.context = context;
    }

    /**
     * What is stored about a person in all kept nights, the newest first.
     *
     * @param meanwhile as in {@link Answer}
     */
    record Nights(List<Explanation> kept, boolean meanwhile) {}

    /**
     * What is stored about a person, and what is known apart from snapshots.
     *
     * @param meanwhile whether a night was running, so that erasures are unknown and the look is in the journal
     */
    record Answer(Explanation explanation, AnswerContext context, boolean meanwhile) {
        boolean isOfNobody() {
            return explanation.isEmpty() && explanation.erasure().isEmpty() && !context.foundSomething();
        }
    }

    private JobFile job() {
        return context.job();
    }

    /**
     * What the control database knows about a person.
     *
     * @param consultations before this one; empty without an erasure key, by which the access log recognises people
     */
    record Known(KnownErasures erasures, Optional<List<Consultation>> consultations) {}

    /** Records an action about a person, and returns what the control database knows about them. */
    Known record(User user, String what, SubjectId id, String reason) {
        return context.asking(control -> recorded(control, user, what, id, reason));
    }

    private Known recorded(ControlDatabase control, User user, String what, SubjectId id, String reason) {
        Optional<Tombstones> tombstones = control.tombstonesIfAny();
        Optional<List<Consultation>> before = tombstones.map(all -> Consultation.of(control, all, id));
        context.record(user, what, tombstones.map(all -> all.hmac(id)), Optional.of(reason));
        return new Known(KnownErasures.of(new Warehouse(job().warehouse()), control, tombstones, id), before);
    }

    /**
     * As {@link #record}, for what can be answered from snapshots: while a night uses the control database, the look is
     * recorded in the journal.
     *
     * @return empty while a night uses it
     */
    Optional<Known> recordLook(User user, String what, SubjectId id, String reason) {
        Optional<Known> known = context.askingIfFree(control -> recorded(control, user, what, id, reason));
        if (known.isEmpty()) {
            context.recordMeanwhile(user, what, Optional.of(id), reason);
        }
        return known;
    }

    /**
     * Records a search for a person, and returns whether they requested erasure; unknown while a night uses the control
     * database.
     */
    boolean recordSearch(User user, String what, SubjectId id, String reason) {
        Optional<Boolean> erased = context.askingIfFree(control -> {
            Optional<Tombstones> tombstones = control.tombstonesIfAny();
            context.record(user, what, tombstones.map(all -> all.hmac(id)), Optional.of(reason));
            return tombstones.flatMap(all -> all.of(id).requests(id)).isPresent();
        });
        if (erased.isEmpty()) {
            context.recordMeanwhile(user, what, Optional.of(id), reason);
        }
        return erased.orElse(false);
    }

    /** Records a search whose result is not known yet. */
    void record(User user, String what, String reason) {
        context.recordLook(user, what, Optional.empty(), reason);
    }

    /** The spellings of an id under which something is stored. */
    List<SubjectId> spellings(SubjectId asked) {
        List<SubjectId> likely = context.explainer().likelySpellings(job(), asked, Optional.empty());
        return likely.isEmpty() ? alone(() -> context.explainer().spellings(job(), asked, Optional.empty())) : likely;
    }

    /** The person linked to a cookie; reads all links. */
    Optional<SubjectId> ofCookie(String cookie) {
        return alone(() -> {
            try (LiveLegacy sources = LiveLegacy.open(job(), context.clock().instant())) {
                return sources.subjectOf(cookie);
            }
        });
    }

    /** Whether there are legacy sources to read. */
    boolean hasLegacy() {
        return !job().legacy().files().isEmpty();
    }

    /** What the legacy sources contain; reads all of them. */
    LegacyHoldings legacy(SubjectId subject) {
        return alone(() -> LiveLegacy.of(job(), subject, context.clock().instant()));
    }

    private <T> T alone(Supplier<T> work) {
        requireTurn();
        try {
            return work.get();
        } finally {
            longReads.release();
        }
    }

    private void requireTurn() {
        try {
            if (longReads.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new SearchUnderWay();
    }

    /** Date and reference that make the statement a letter. */
    Issued issued(Lookup lookup) {
        return new Issued(context.clock().instant(), lookup.reference());
    }

    /** Records the look, then answers; there is no answer while a night uses the control database. */
    Answer look(User user, String what, Lookup lookup) {
        return answer(lookup, Optional.of(record(user, what, lookup.spelt(), lookup.reason())));
    }

    /** Records the look, then answers, without what only the control database knows if a night uses it. */
    Answer lookMeanwhile(User user, String what, Lookup lookup) {
        return answer(lookup, recordLook(user, what, lookup.spelt(), lookup.reason()));
    }

    private Answer answer(Lookup lookup, Optional<Known> known) {
        Explanation found = context.explainer().explain(job(), lookup.spelt(), Optional.empty());
        ActivationLog activations = context.activations().of(job(), lookup.spelt());
        Optional<KnownErasures> erasures = known.map(Known::erasures);
        Set<Gap> gaps = EnumSet.noneOf(Gap.class);
        erasures.flatMap(KnownErasures::gap).ifPresent(gaps::add);
        if (lookup.legacy().isEmpty() && !job().legacy().files().isEmpty()) {
            gaps.add(Gap.LEGACY);
        }
        AnswerContext context = new AnswerContext(
                job().controller(),
                activations.activations(),
                activations.unread(),
                lookup.legacy(),
                known.flatMap(Known::consultations),
                gaps);
        return new Answer(erasures.map(all -> all.in(found)).orElse(found), context, erasures.isEmpty());
    }

    /** Records the look, then explains every kept night, the newest first. */
    Nights nights(User user, String what, Lookup lookup) {
        boolean meanwhile =
                recordLook(user, what, lookup.spelt(), lookup.reason()).isEmpty();
        return new Nights(context.explainer().nights(job(), lookup.spelt()), meanwhile);
    }
}
