package io.crumbless.cli.command;

import io.crumbless.cli.render.ResultJson;
import io.crumbless.columnar.storage.Location;
import io.crumbless.night.job.JobFile;
import io.crumbless.warehouse.evidence.Attestation;
import io.crumbless.warehouse.evidence.Checkpoint.Event;
import io.crumbless.warehouse.evidence.PublishedKeys;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.WarehouseLock;
import io.crumbless.warehouse.signature.SigningKey;
import io.crumbless.warehouse.signature.VerificationKey;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "signing-key",
        mixinStandardHelpOptions = true,
        header = "Show, create or replace the key that signs the evidence.",
        description = {
            "Manifests, amendments, receipts, certificates and the state of the control database are signed "
                    + "with an Ed25519 key. The key is in signing.key in the control folder, readable by its owner only, "
                    + "and is created when it is first needed. Its public half is in the warehouse, keys/<id>.pub. Give "
                    + "the public half to those who check what you publish, through a separate channel: 'crumbless "
                    + "verify' needs nothing else.",
            "",
            "show prints the keys and the current public half. create creates the first key, or a key that "
                    + "replaces a lost one, and signs the current state. rotate replaces the current key by a new one "
                    + "that the current key signs; earlier signatures stay valid. create and rotate are recorded.",
        },
        footerHeading = "%nExamples:%n",
        footer = {"  crumbless signing-key", "  crumbless signing-key rotate --reason \"yearly\""})
final class SigningKeyCommand implements Callable<Integer> {
    private final Invocation invocation;

    /** The action. */
    private enum Action {
        SHOW,
        CREATE,
        ROTATE
    }

    @Parameters(arity = "0..1", paramLabel = "ACTION", description = "show, create or rotate (default: show).")
    private Action action = Action.SHOW;

    @Mixin
    private JobOption job = new JobOption();

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    @Mixin
    private AccessOption access = new AccessOption();

    SigningKeyCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        JobFile jobFile = job.file(invocation);
        access.requireRoom();
        try (ControlDatabase control = ControlDatabase.open(jobFile.control())) {
            if (action != Action.SHOW) {
                try (WarehouseLock lock = control.lock(jobFile.warehouse())) {
                    lock.requireHeld("change the signing key");
                    change(jobFile, control);
                }
            }
            Optional<SigningKey> key = control.signing().keyIfAny();
            invocation.terminal().out().print(json ? object(key) : words(key));
        }
        return 0;
    }

    private void change(JobFile jobFile, ControlDatabase control) {
        Warehouse warehouse = new Warehouse(jobFile.warehouse());
        Location published = warehouse.root().resolve(PublishedKeys.FOLDER);
        if (action == Action.ROTATE) {
            record(control, "signing-key rotate");
            Location kept = Location.of(control.folder().resolve(PublishedKeys.FOLDER));
            control.signing().rotate((old, fresh) -> {
                PublishedKeys.follow(kept, old, fresh.inUse());
                PublishedKeys.follow(published, old, fresh.inUse());
            });
        } else {
            control.signing().create(PublishedKeys.all(published));
            record(control, "signing-key create");
        }
        new Attestation(warehouse, control, jobFile.anchor(), invocation.clock())
                .attest(Event.ROTATION)
                .forEach(failed -> invocation.terminal().err().println("crumbless: " + failed));
    }

    private void record(ControlDatabase control, String command) {
        access.record(control, invocation.clock(), command, Optional.empty());
    }

    private static String words(Optional<SigningKey> key) {
        return key.map(SigningKeyCommand::words)
                .orElse("no key yet: it is made when something is signed for the first time\n");
    }

    private static String words(SigningKey key) {
        StringBuilder text =
                new StringBuilder("key in use ").append(key.inUse().id()).append('\n');
        kept(key).forEach(id -> text.append("kept       ").append(id).append('\n'));
        return text.append(key.inUse().pem()).toString();
    }

    private static String object(Optional<SigningKey> key) {
        return ResultJson.text(ResultJson.ordered(
                        "exit_code",
                        0,
                        "in_use",
                        key.map(one -> one.inUse().id()).orElse(null),
                        "kept",
                        key.map(SigningKeyCommand::kept).orElse(List.of()),
                        "public_key",
                        key.map(one -> one.inUse().pem()).orElse(null)))
                + "\n";
    }

    private static List<String> kept(SigningKey key) {
        return key.keys().stream().skip(1).map(VerificationKey::id).toList();
    }
}
