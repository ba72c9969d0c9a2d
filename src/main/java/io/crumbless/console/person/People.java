package io.crumbless.console.person;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.AnswerContext.Gap;
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

/** Finds people and says what is held of them, as the commands do. What cannot be recorded is not shown. */
final class People {
    /** Reads of the legacy sources, and of all ids, at a time: each takes a core and, of the former, the links' memory. */
    private static final int LONG_READS = 1;

    /** How long one waits for the other. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ConsoleContext context;
    private final Semaphore longReads = new Semaphore(LONG_READS);

    People(ConsoleContext context) {
        this.context = context;
    }

    /**
     * What is held of a person over all nights that are kept, the newest first.
     *
     * @param meanwhile as of {@link Answer}
     */
    record Nights(List<Explanation> kept, boolean meanwhile) {}

    /**
     * What is held of a person, and what is known beside the snapshots.
     *
     * @param meanwhile whether a night was running, so that nothing is said of erasures and the look is in the journal
     */
    record Answer(Explanation explanation, AnswerContext context, boolean meanwhile) {
        boolean isOfNobody() {
            return explanation.isEmpty() && explanation.erasure().isEmpty() && !context.foundSomething();
        }
    }

    private JobFile job() {
        return context.job();
    }

    /** Records that somebody does something about a person, and returns what the control database knows of them. */
    KnownErasures record(User user, String what, SubjectId id, String reason) {
        return context.asking(control -> recorded(control, user, what, id, reason));
    }

    private KnownErasures recorded(ControlDatabase control, User user, String what, SubjectId id, String reason) {
        Optional<Tombstones> tombstones = control.tombstonesIfAny();
        context.record(user, what, tombstones.map(all -> all.hmac(id)), Optional.of(reason));
        return KnownErasures.of(new Warehouse(job().warehouse()), control, tombstones, id);
    }

    /**
     * The same for what snapshots alone can show: while a night holds the control database, it is recorded in the journal.
     *
     * @return empty while a night holds it
     */
    Optional<KnownErasures> recordLook(User user, String what, SubjectId id, String reason) {
        Optional<KnownErasures> known = context.askingIfFree(control -> recorded(control, user, what, id, reason));
        if (known.isEmpty()) {
            context.recordMeanwhile(user, what, Optional.of(id), reason);
        }
        return known;
    }

    /**
     * Records a search for a person, and returns whether they asked to be erased; not known while a night holds the control
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

    /** Records a search of which nobody knows yet whom it finds. */
    void record(User user, String what, String reason) {
        context.recordLook(user, what, Optional.empty(), reason);
    }

    /** The spellings of an id under which something is held. */
    List<SubjectId> spellings(SubjectId asked) {
        List<SubjectId> likely = context.explainer().likelySpellings(job(), asked, Optional.empty());
        return likely.isEmpty() ? alone(() -> context.explainer().spellings(job(), asked, Optional.empty())) : likely;
    }

    /** Whom a cookie leads to; reads all links. */
    Optional<SubjectId> ofCookie(String cookie) {
        return alone(() -> {
            try (LiveLegacy sources = LiveLegacy.open(job(), context.clock().instant())) {
                return sources.subjectOf(cookie);
            }
        });
    }

    /** Whether there is anything of the legacy to read. */
    boolean hasLegacy() {
        return !job().legacy().files().isEmpty();
    }

    /** What the legacy sources hold; reads all of them. */
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

    /** What makes a statement about them a letter: today, and the case. */
    Issued issued(Lookup lookup) {
        return new Issued(context.clock().instant(), lookup.reference());
    }

    /** Records the look, then looks; while a night holds the control database there is no answer. */
    Answer look(User user, String what, Lookup lookup) {
        return answer(lookup, Optional.of(record(user, what, lookup.spelt(), lookup.reason())));
    }

    /** The same, where an answer without what the control database knows will do. */
    Answer lookMeanwhile(User user, String what, Lookup lookup) {
        return answer(lookup, recordLook(user, what, lookup.spelt(), lookup.reason()));
    }

    private Answer answer(Lookup lookup, Optional<KnownErasures> erasures) {
        Explanation found = context.explainer().explain(job(), lookup.spelt(), Optional.empty());
        ActivationLog activations = context.activations().of(job(), lookup.spelt());
        Set<Gap> gaps = EnumSet.noneOf(Gap.class);
        erasures.flatMap(KnownErasures::gap).ifPresent(gaps::add);
        if (lookup.legacy().isEmpty() && !job().legacy().files().isEmpty()) {
            gaps.add(Gap.LEGACY);
        }
        AnswerContext context = new AnswerContext(
                job().controller(), activations.activations(), activations.unread(), lookup.legacy(), gaps);
        return new Answer(erasures.map(known -> known.in(found)).orElse(found), context, erasures.isEmpty());
    }

    /** Records the look, then looks at every night that is kept, the newest first. */
    Nights nights(User user, String what, Lookup lookup) {
        boolean meanwhile =
                recordLook(user, what, lookup.spelt(), lookup.reason()).isEmpty();
        return new Nights(context.explainer().nights(job(), lookup.spelt()), meanwhile);
    }
}
