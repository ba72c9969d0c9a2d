package io.crumbless.cli.command;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.AnswerContext.Gap;
import io.crumbless.answers.explain.Consultation;
import io.crumbless.answers.explain.Explainer;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.IdSpelling;
import io.crumbless.answers.explain.KnownErasures;
import io.crumbless.answers.explain.LegacyHoldings;
import io.crumbless.answers.explain.LiveLegacy;
import io.crumbless.answers.page.Document;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.cli.terminal.Alongside;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.intake.ActivationLog;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Quantity;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.Tombstones;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of commands that show a person's values: the person, the snapshot, the purpose and the language. */
final class SubjectOptions {
    @Parameters(paramLabel = "SUBJECT", description = "The customer id.")
    private String subject = "";

    @Mixin
    private JobOption job = new JobOption();

    @Mixin
    private AccessOption access = new AccessOption();

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "Use the snapshot of this business date, or the last one before it, as long as it is kept "
                    + "(default: the current one).")
    private @Nullable LocalDate asOf;

    @Option(
            names = "--exact",
            description =
                    "Use the customer id exactly as written. Without this option, the person is found under every "
                            + "spelling of the id; if there are several, the command lists them and ends.")
    private boolean exact;

    @Mixin
    private PageOptions page = new PageOptions();

    @Option(
            names = "--legacy",
            description =
                    "Also read the legacy sources as they are now, and list what they still hold, including inferred "
                            + "values. This takes as long as reading all of their files.")
    private boolean legacy;

    /**
     * The result of a look-up.
     *
     * @param asked the id as entered; the explanation contains the spelling that was found
     */
    record Answer(SubjectId asked, Explanation explanation, AnswerContext context, Sentences sentences) {}

    /**
     * Records the access and looks the person up at the same time, since the control database takes a while to open.
     * Nothing is returned that cannot be recorded.
     *
     * @param command its name in the access log
     * @param written files that will be written beside the page; checked before the work starts
     */
    Answer look(Invocation invocation, String command, Path... written) {
        JobFile jobFile = job.file(invocation);
        access.requireReason(jobFile);
        page.requirePlace(invocation);
        for (Path file : written) {
            page.file(invocation, file).requirePlace();
        }
        SubjectId id = subject();
        Sentences sentences = page.sentences();
        Alongside<Explanation> looking =
                Alongside.begin(() -> explain(invocation.parts().explainer().get(), jobFile, id));
        Known known = record(invocation, jobFile, id, command);
        Explanation found = looking.result();
        SubjectId spelt = new SubjectId(found.subject());
        if (!spelt.equals(id)) {
            invocation
                    .terminal()
                    .err()
                    .println("crumbless: found as " + IdSpelling.quoted(spelt) + ", another spelling of the id");
        }
        Set<Gap> gaps = EnumSet.noneOf(Gap.class);
        known.erasures().gap().ifPresent(gaps::add);
        if (!legacy && !jobFile.legacy().files().isEmpty()) {
            gaps.add(Gap.LEGACY);
        }
        ActivationLog activations = ActivationLog.of(jobFile, spelt);
        AnswerContext context = new AnswerContext(
                jobFile.controller(),
                activations.activations(),
                activations.unread(),
                legacy ? Optional.of(legacy(invocation, jobFile, spelt, found)) : Optional.empty(),
                consultations(jobFile, known, id, spelt),
                gaps);
        return new Answer(id, known.erasures().in(found), context, sentences);
    }

    private Explanation explain(Explainer explainer, JobFile jobFile, SubjectId asked) {
        Optional<LocalDate> on = Optional.ofNullable(asOf);
        List<SubjectId> spellings = exact ? List.of() : explainer.spellings(jobFile, asked, on);
        requireOne(spellings);
        return explainer.explain(jobFile, spellings.isEmpty() ? asked : spellings.get(0), on);
    }

    private static void requireOne(Collection<SubjectId> spellings) {
        if (spellings.size() > 1) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Ambiguous SUBJECT: " + Quantity.of(spellings.size(), "spelling") + " of it are held, "
                            + spellings.stream().map(IdSpelling::quoted).collect(Collectors.joining(", "))
                            + "; name one as it is written here, with --exact, or each in turn if they are one person");
        }
    }

    /**
     * The data in the legacy sources under the spelling in the snapshot, or under the only spelling they contain.
     * Several spellings may be several people, who must not see data of each other.
     */
    private LegacyHoldings legacy(Invocation invocation, JobFile jobFile, SubjectId spelt, Explanation explanation) {
        try (LiveLegacy sources = LiveLegacy.open(jobFile, invocation.clock().instant())) {
            return legacy(invocation, sources, spelt, explanation);
        }
    }

    private LegacyHoldings legacy(Invocation invocation, LiveLegacy sources, SubjectId spelt, Explanation explanation) {
        Set<SubjectId> spellings = new LinkedHashSet<>();
        if (!explanation.isEmpty()) {
            spellings.add(spelt);
        }
        if (!exact) {
            sources.spellings(spelt).forEach(spelling -> spellings.add(new SubjectId(spelling)));
        }
        requireOne(spellings);
        SubjectId there = spellings.isEmpty() ? spelt : spellings.iterator().next();
        if (!there.equals(spelt)) {
            invocation
                    .terminal()
                    .err()
                    .println("crumbless: found in the legacy sources as " + IdSpelling.quoted(there)
                            + ", another spelling of the id");
        }
        return sources.of(there);
    }

    /**
     * Writes the answer as a page, if one was asked for.
     *
     * @return the file as named by the user; empty if none was requested
     */
    Optional<Path> writePage(Invocation invocation, Document document) {
        return page.write(invocation, document);
    }

    /** A file beside the page. */
    OutputFile file(Invocation invocation, Path named) {
        return page.file(invocation, named);
    }

    private SubjectId subject() {
        if (subject.isBlank()) {
            throw new Failure(ErrorCategory.CALLER, "Invalid SUBJECT: it is blank");
        }
        return new SubjectId(subject);
    }

    String language() {
        return page.language();
    }

    /**
     * The records of the control database about a person.
     *
     * @param consultations earlier ones; empty without an erasure key, by which the access log recognises people
     */
    private record Known(KnownErasures erasures, Optional<List<Consultation>> consultations) {}

    /** The database is opened once more where another spelling was found, rather than kept from others during the look-up. */
    private static Optional<List<Consultation>> consultations(
            JobFile jobFile, Known known, SubjectId asked, SubjectId spelt) {
        if (asked.equals(spelt) || known.consultations().isEmpty()) {
            return known.consultations();
        }
        List<Consultation> before = known.consultations().get();
        try (ControlDatabase database = ControlDatabase.open(jobFile.control())) {
            return Optional.of(Consultation.alsoOf(database, database.tombstones(), before, asked, spelt));
        }
    }

    /**
     * Records the access before anything is shown; if it cannot be recorded, nothing is shown. Without an erasure key,
     * the record does not identify the person.
     */
    private Known record(Invocation invocation, JobFile jobFile, SubjectId id, String command) {
        try (ControlDatabase database = ControlDatabase.open(jobFile.control())) {
            Optional<Tombstones> tombstones = database.tombstonesIfAny();
            Optional<List<Consultation>> before = tombstones.map(all -> Consultation.of(database, all, id));
            access.record(database, invocation.clock(), command, tombstones.map(all -> all.hmac(id)));
            KnownErasures erasures = KnownErasures.of(new Warehouse(jobFile.warehouse()), database, tombstones, id);
            erasures.forgotten().ifPresent(unknown -> invocation
                    .terminal()
                    .err()
                    .println("crumbless: whether this person asked to be erased is not known: the control database "
                            + unknown.why() + "; restore it from its backup, see docs/how-to/erase.md"));
            return new Known(erasures, before);
        } catch (Failure failure) {
            if (failure.category() != ErrorCategory.BUSY) {
                throw failure;
            }
            throw new Failure(
                    ErrorCategory.BUSY,
                    "Cannot record this use while a run holds the control database, so nothing is shown; try again when"
                            + " the run has ended",
                    failure);
        }
    }
}
