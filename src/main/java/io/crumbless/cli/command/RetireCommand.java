package io.crumbless.cli.command;

import io.crumbless.answers.page.HtmlPage;
import io.crumbless.answers.retire.Certificate;
import io.crumbless.answers.retire.Destroyer;
import io.crumbless.answers.retire.DestructionCertificateDocument;
import io.crumbless.answers.retire.Need;
import io.crumbless.answers.retire.Needs;
import io.crumbless.answers.retire.Standing;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.cli.render.ResultJson;
import io.crumbless.cli.render.RetireJson;
import io.crumbless.cli.render.RetireWords;
import io.crumbless.cli.terminal.Confirmation;
import io.crumbless.cli.terminal.LiveProgress;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.night.intake.RetiredSources;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.scatter.KeptSpills;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Quantity;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.warehouse.evidence.Attestation;
import io.crumbless.warehouse.evidence.Checkpoint.Event;
import io.crumbless.warehouse.evidence.Checkpoint.FileHash;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.WarehouseLock;
import io.crumbless.warehouse.snapshot.Retirement;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "retire",
        mixinStandardHelpOptions = true,
        header = "Report how far profiles still depend on cookies, and destroy unneeded sources.",
        description = {
            "Shows, from the counts of every night, which share of values, profiles and rules still depends on "
                    + "legacy data, from how many of the delivered segments a profile may still take a value, the sunset "
                    + "of each attribute, and the day on which no such value should remain: the day after the sunset, or "
                    + "the day on which a straight line through the last 30 nights reaches zero, whichever is earlier.",
            "",
            "Then it reports for each legacy source of the job whether it is still needed. A source is no "
                    + "longer needed if no accepted rule uses it, if all sunsets have passed, or if none of its values "
                    + "was in a profile for a number of nights. Links are no longer needed if no source of cookies "
                    + "remains; opt-outs are needed longest.",
            "",
            "With --destroy it reads and hashes all files of a source that is no longer needed, only under the "
                    + "path in the job file, asks you to type the name of the source, deletes the files and writes a "
                    + "certificate. Any problem stops it before anything is changed. Nights then no longer read the "
                    + "source.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless retire",
            "  crumbless retire --destroy dmp --reason \"end of the cookie project\"",
            "  crumbless retire --yes-destroy dmp --yes-destroy onsite --yes-destroy logins --json",
        })
final class RetireCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private JobOption job = new JobOption();

    @Option(
            names = "--unused-nights",
            paramLabel = "N",
            defaultValue = "30",
            description = "Number of nights without a kept value after which a source is no longer needed (default: "
                    + "${DEFAULT-VALUE}).")
    private int unusedNights = 30;

    @Option(
            names = "--destroy",
            paramLabel = "SOURCE",
            description = "Destroy the files of this source, after confirmation.")
    private List<String> destroy = new ArrayList<>();

    @Option(names = "--yes-destroy", paramLabel = "SOURCE", description = "Destroy without asking for confirmation.")
    private List<String> yesDestroy = new ArrayList<>();

    /** Also printed on the certificate. */
    @Mixin
    private AccessOption access = new AccessOption();

    @Mixin
    private LanguageOption language = new LanguageOption();

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    RetireCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (unusedNights < 1) {
            throw new Failure(
                    ErrorCategory.CALLER, "Invalid --unused-nights " + unusedNights + ": it must be 1 or more");
        }
        Sentences words = language.sentences();
        JobFile whole = job.file(invocation);
        if (!chosen().isEmpty()) {
            access.requireReason(whole);
        }
        Policy policy = PolicyFolder.read(whole.policy());
        try (ControlDatabase control = ControlDatabase.open(whole.control());
                LiveProgress progress = LiveProgress.on(invocation.terminal())) {
            boolean changes = !chosen().isEmpty()
                    || !control.retirements().unfinished(whole.name()).isEmpty();
            if (!changes) {
                return retire(whole, policy, control, () -> {}, words, progress);
            }
            try (WarehouseLock lock = control.lock(whole.warehouse())) {
                deleteKept(whole, control);
                Runnable held = () -> lock.requireHeld("destroy legacy files");
                return lock.whileHeld(() -> retire(whole, policy, control, held, words, progress));
            }
        }
    }

    /** Deletes the copies of the files that nights keep, including those at earlier work locations. */
    private static void deleteKept(JobFile whole, ControlDatabase control) {
        KeptSpills.deleteAll(whole.spill());
        String warehouse = new Warehouse(whole.warehouse()).root().text();
        control.runs().spills(warehouse).forEach(earlier -> KeptSpills.deleteAll(Path.of(earlier)));
    }

    private Set<String> chosen() {
        Set<String> chosen = new LinkedHashSet<>(destroy);
        chosen.addAll(yesDestroy);
        return chosen;
    }

    /** @param held checks that the warehouse is still locked by this process */
    private int retire(
            JobFile whole,
            Policy policy,
            ControlDatabase control,
            Runnable held,
            Sentences words,
            LiveProgress progress) {
        RetiredSources retired = new RetiredSources(control.retirements().retired(whole.name()));
        JobFile active = retired.leftOutOf(whole);
        Destroyer destroyer = new Destroyer(
                active,
                control.retirements(),
                control.folder().resolve(Destroyer.FOLDER),
                invocation.clock(),
                certificate -> HtmlPage.of(DestructionCertificateDocument.of(certificate, words, whole.zone())),
                control.signing().key(),
                progress::message);
        List<Certificate> certificates = new ArrayList<>(destroyer.settle());
        Warehouse warehouse = new Warehouse(whole.warehouse());
        Retirement history = warehouse
                .current()
                .flatMap(runId -> Retirement.of(warehouse.snapshot(runId)))
                .orElse(new Retirement(List.of()));
        Optional<Standing> standing = history.nights().isEmpty()
                ? Optional.empty()
                : Optional.of(Standing.of(history, policy, active.legacy().memberships()));
        List<Need> needs = needs(active, policy, history, Set.of());
        if (!json) {
            invocation.terminal().out().print(new RetireWords(standing, needs, words).text());
            retired.notices(whole)
                    .forEach(notice -> invocation.terminal().out().println("  " + notice.in(words.language())));
        }
        if (!chosen().isEmpty()) {
            Certificate looked = destroyer.look(
                    toGo(needs(active, policy, history, chosen())), policy.version(), lastRun(history), unusedNights);
            if (confirmed(looked)) {
                certificates.add(destroyed(destroyer, looked, control, held));
            } else {
                invocation.terminal().err().println(words.of("retire.nothing"));
            }
        }
        certificates.forEach(certificate -> attest(whole, control, destroyer, certificate));
        certificates.stream()
                .filter(certificate -> certificate.missing() > 0)
                .forEach(certificate ->
                        invocation.terminal().err().println(words.counted("retire.missing", certificate.missing())));
        if (json) {
            invocation
                    .terminal()
                    .out()
                    .println(ResultJson.text(new RetireJson(standing, needs, certificates, destroyer).object()));
        } else {
            certificates.forEach(certificate -> invocation
                    .terminal()
                    .out()
                    .println(words.of(
                                    "retire.destroyed",
                                    words.amount("files", certificate.files()),
                                    words.amount("bytes", certificate.bytes()))
                            + "\n"
                            + words.of(
                                    "retire.certificate",
                                    invocation.shown(destroyer
                                            .htmlOf(certificate.retirementId())
                                            .toString()))));
        }
        return 0;
    }

    private void attest(JobFile whole, ControlDatabase control, Destroyer destroyer, Certificate certificate) {
        Location file = Location.of(destroyer.fileOf(certificate.retirementId()));
        new Attestation(new Warehouse(whole.warehouse()), control, whole.anchor(), invocation.clock())
                .attest(
                        Event.RETIREMENT,
                        Optional.of(new FileHash(Destroyer.FOLDER + "/" + file.name(), Sha256.ofFile(file))))
                .forEach(failed -> invocation.terminal().err().println("crumbless: " + failed));
    }

    private List<Need> needs(JobFile active, Policy policy, Retirement history, Set<String> going) {
        return new Needs(active.legacy(), policy, history, unusedNights, going).all();
    }

    private static String lastRun(Retirement history) {
        return history.last().map(Retirement.Entry::runId).orElse("");
    }

    /** The sources that the user named, if nothing needs them. */
    private List<Need> toGo(List<Need> needs) {
        List<Need> going = new ArrayList<>();
        for (String name : chosen()) {
            Need need = needs.stream()
                    .filter(one -> one.source().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new Failure(
                            ErrorCategory.CALLER,
                            "Unknown legacy source '" + name + "': the job names "
                                    + String.join(
                                            ", ",
                                            needs.stream().map(Need::source).toList())
                                    + ", or it was retired before"));
            if (need.isNeeded()) {
                throw new Failure(
                        ErrorCategory.CALLER,
                        "Cannot destroy source '" + name + "': "
                                + DestructionCertificateDocument.why(need, new Sentences("en"))
                                        .replaceFirst("\\.$", "")
                                + "; nothing was changed");
            }
            going.add(need);
        }
        return going;
    }

    private boolean confirmed(Certificate looked) {
        if (destroy.isEmpty()) {
            return true;
        }
        String names = String.join(" ", destroy);
        return Confirmation.typed(
                invocation.terminal(),
                System.in,
                names,
                "Destroy " + Quantity.of(looked.files(), "file") + ", " + Quantity.of(looked.bytes(), "byte")
                        + ", for good?");
    }

    private Certificate destroyed(Destroyer destroyer, Certificate looked, ControlDatabase control, Runnable held) {
        String what = "(" + String.join(", ", chosen()) + ")";
        AccessOption.record(control, invocation.clock(), "retire", Optional.empty(), access.reasonAnd(what));
        held.run();
        return destroyer.destroy(looked, AccessOption.user(), access.reason());
    }
}
