package io.crumbless.console.requests;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.AnswerContext.Gap;
import io.crumbless.answers.explain.Consultation;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.KnownErasures;
import io.crumbless.answers.letter.LetterContext;
import io.crumbless.answers.letter.LetterContext.EarlierFiles;
import io.crumbless.answers.letter.LetterContext.Recipients;
import io.crumbless.answers.letter.LetterKind;
import io.crumbless.answers.letter.RequestLetter;
import io.crumbless.answers.page.HtmlPage;
import io.crumbless.answers.statement.ConsentRecords;
import io.crumbless.answers.statement.Issued;
import io.crumbless.answers.statement.StatementDocument;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.PageRefusal;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.intake.ActivationLog;
import io.crumbless.warehouse.erase.Receipts;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestKind;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Documents of a request: the letter that answers it, and the receipt of an erasure. */
final class Papers {
    static final String LANGUAGE = "language";

    /** Ticked where the person asked who had received their data. */
    static final String RECIPIENTS = "recipients";

    private static final String HTML = "text/html; charset=utf-8";

    private final Desks desks;

    Papers(Desks desks) {
        this.desks = desks;
    }

    /** The letter or, for portability, the file; its hash is recorded, as proof of what was sent. */
    Reply letter(Request request) {
        SubjectId subject = desks.subjectOf(request);
        long number = Desks.number(request);
        Optional<List<Consultation>> before = consultations(subject);
        PrivacyRequest about = desks.at(request, desk -> {
            PrivacyRequest found = desk.look(number);
            desk.requireIsOf(found, subject);
            return found;
        });
        Sentences sentences = language(request);
        Answer answer = answer(subject, spelt(request, subject), before);
        boolean file = about.kind() == RequestKind.PORTABILITY;
        byte[] letter = file
                ? ManifestFile.bytes(ConsentRecords.of(answer.explanation(), answer.context(), sentences.language()))
                : html(about, answer, sentences).getBytes(StandardCharsets.UTF_8);
        String name = about.id() + (file ? ".json" : ".html");
        note(request, request.say(file ? "requests.file.noted" : "requests.letter.noted", name, Sha256.hex(letter)));
        return new Reply.Download(name, file ? "application/ld+json" : HTML, letter);
    }

    /** A letter that names nobody, about a step of the request. */
    Reply notice(Request request, LetterKind kind) {
        long number = Desks.number(request);
        PrivacyRequest about = desks.at(request, desk -> desk.look(number));
        if (kind.event(about, desks.desk(request).today()).isEmpty()) {
            throw new PageRefusal(request.say("requests.refusal.no-letter", about.id()));
        }
        byte[] letter = HtmlPage.of(RequestLetter.of(about, kind, context(request, about), language(request)))
                .getBytes(StandardCharsets.UTF_8);
        note(request, kind.noted(about, Sha256.hex(letter), request.sentences()));
        return new Reply.Download(kind.fileName(about), HTML, letter);
    }

    private LetterContext context(Request request, PrivacyRequest about) {
        ConsoleContext context = desks.context();
        return new LetterContext(
                context.clock().instant(),
                context.job().zone(),
                context.job().controller(),
                desks.purposes(),
                desks.desk(request).keepsEarlierVersions(about) ? EarlierFiles.KEPT : EarlierFiles.NONE,
                request.has(RECIPIENTS) ? Recipients.NAMED : Recipients.ON_REQUEST);
    }

    /** The language that was chosen for what is sent. */
    private static Sentences language(Request request) {
        return new Sentences(request.field(LANGUAGE).filter("de"::equals).orElse("en"));
    }

    /** Keeps name and hash of what is sent, by which it can be proved later. */
    private void note(Request request, String text) {
        desks.at(request, desk -> desk.add(Desks.number(request), "letter", rules -> rules.note(text)));
    }

    /** The spelling under which something is stored; several may belong to different people. */
    private SubjectId spelt(Request page, SubjectId asked) {
        ConsoleContext context = desks.context();
        List<SubjectId> likely = context.explainer().likelySpellings(context.job(), asked, Optional.empty());
        List<SubjectId> spellings =
                likely.isEmpty() ? context.explainer().spellings(context.job(), asked, Optional.empty()) : likely;
        if (spellings.size() > 1) {
            throw new PageRefusal(page.say("requests.refusal.spellings"));
        }
        return spellings.isEmpty() ? asked : spellings.get(0);
    }

    /** What is stored about the person, and what is known apart from snapshots. */
    private record Answer(Explanation explanation, AnswerContext context) {}

    /** When the staff looked at the data; empty without an erasure key, by which the access log recognises people. */
    private Optional<List<Consultation>> consultations(SubjectId subject) {
        return desks.context()
                .asking(control -> control.tombstonesIfAny().map(all -> Consultation.of(control, all, subject)));
    }

    /** @param before of the id that was entered, before this look */
    private Optional<List<Consultation>> ofBoth(SubjectId asked, SubjectId spelt, Optional<List<Consultation>> before) {
        if (asked.equals(spelt)) {
            return before;
        }
        return before.map(known -> desks.context()
                .asking(control -> Consultation.alsoOf(control, control.tombstones(), known, asked, spelt)));
    }

    private Answer answer(SubjectId asked, SubjectId subject, Optional<List<Consultation>> before) {
        ConsoleContext context = desks.context();
        Explanation found = context.explainer().explain(context.job(), subject, Optional.empty());
        KnownErasures erasures = context.asking(control -> KnownErasures.of(
                new Warehouse(context.job().warehouse()), control, control.tombstonesIfAny(), subject));
        ActivationLog activations = context.activations().of(context.job(), subject);
        Set<Gap> gaps = EnumSet.noneOf(Gap.class);
        erasures.gap().ifPresent(gaps::add);
        if (!context.job().legacy().files().isEmpty()) {
            gaps.add(Gap.LEGACY);
        }
        return new Answer(
                erasures.in(found),
                new AnswerContext(
                        context.job().controller(),
                        activations.activations(),
                        activations.unread(),
                        Optional.empty(),
                        ofBoth(asked, subject, before),
                        gaps));
    }

    private String html(PrivacyRequest about, Answer answer, Sentences sentences) {
        return HtmlPage.of(StatementDocument.of(
                answer.explanation(),
                answer.context(),
                new Issued(
                        desks.context().clock().instant(),
                        Optional.of(about.reference().orElse(about.id()))),
                sentences));
    }

    /** The receipt of the erasure that carried out the request; it contains no ids. */
    Reply receipt(Request request) {
        PrivacyRequest about = desks.at(request, desk -> desk.look(Desks.number(request)));
        String erasure = about.erasure()
                .orElseThrow(() -> new PageRefusal(request.say("requests.refusal.no-receipt", about.id())));
        Path file = new Receipts(desks.context().control()).file(erasure);
        try {
            return new Reply.Download(erasure + ".json", "application/json", Files.readAllBytes(file));
        } catch (IOException e) {
            throw new PageRefusal(request.say("requests.refusal.receipt-unread", erasure));
        }
    }
}
