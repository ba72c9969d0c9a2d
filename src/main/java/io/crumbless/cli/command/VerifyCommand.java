package io.crumbless.cli.command;

import io.crumbless.cli.render.ResultJson;
import io.crumbless.cli.terminal.Numbers;
import io.crumbless.columnar.storage.Location;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.evidence.PublishedKeys;
import io.crumbless.warehouse.evidence.Verification;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.signature.Keyring;
import io.crumbless.warehouse.signature.VerificationKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        header = "Check a signed file with the public key alone.",
        description = {
            "Checks that a manifest, an amendment, a receipt, a certificate, views.sql, state.json or the lines of an anchor"
                    + " are what the holder of the key signed. It needs neither job file nor control database. Of a"
                    + " manifest and of SHA256SUMS it also checks the files that lie where they name them.",
            "",
            "The key is one you got from whoever publishes, by a way of its own. A key that followed on it, and that it"
                    + " signed, is trusted too. Without --key the keys that lie in the warehouse are taken: that shows that"
                    + " the file is whole, and not who made it.",
            "",
            "Ends with 4 where something is not what was signed.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless verify warehouse/current/_evidence/manifest.json --key shop.pub",
            "  crumbless verify erase-20261123-080000-3f9c2a.json --key shop.pub",
        })
final class VerifyCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "FILE", description = "The file; its signature lies beside it, FILE.sig.")
    private Path file = Path.of("");

    @Option(names = "--key", paramLabel = "PUB", description = "The public key, as PEM.")
    private @Nullable Path key;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    VerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Path path = session.resolve(file);
        if (!Files.isRegularFile(path)) {
            throw new Failure(ErrorCategory.CALLER, "Cannot verify " + file + ": there is no such file");
        }
        Location place = Location.of(path);
        Optional<Location> beside = Verification.keysNear(place);
        Keyring keys = key == null ? untrusted(beside) : trusted(key, beside);
        Verification verification = new Verification(keys);
        verification.check(place);
        int code = verification.findings().isEmpty() ? 0 : ErrorCategory.INPUT.exitCode();
        session.terminal().out().print(json ? ResultJson.text(object(verification, code)) + "\n" : words(verification));
        return code;
    }

    private Keyring trusted(Path named, Optional<Location> beside) {
        List<VerificationKey> read = read(named);
        if (read.isEmpty()) {
            throw new Failure(
                    ErrorCategory.CALLER, "Invalid --key " + named + ": it is no public key for Ed25519 in PEM");
        }
        return beside.map(folder -> PublishedKeys.following(read, folder)).orElseGet(() -> new Keyring(read));
    }

    private List<VerificationKey> read(Path named) {
        try {
            return VerificationKey.ofPem(Files.readString(session.resolve(named)));
        } catch (IllegalArgumentException noKey) {
            return List.of();
        } catch (IOException e) {
            throw new Failure(
                    ErrorCategory.CALLER, "Cannot read --key " + named + ": it is missing or may not be read", e);
        }
    }

    private static Keyring untrusted(Optional<Location> beside) {
        return new Keyring(beside.map(PublishedKeys::all)
                .filter(keys -> !keys.isEmpty())
                .orElseThrow(() -> new Failure(
                        ErrorCategory.CALLER,
                        "Missing --key: no folder 'keys' with public keys lies above the file; name the public key")));
    }

    private String words(Verification verification) {
        StringBuilder text = new StringBuilder();
        verification
                .findings()
                .forEach(finding -> text.append("  ").append(finding.english()).append('\n'));
        if (verification.findings().isEmpty()) {
            text.append("what was signed with key ")
                    .append(String.join(", ", verification.usedKeys()))
                    .append(": ")
                    .append(file)
                    .append('\n');
            if (verification.filesChecked() + verification.filesElsewhere() > 0) {
                text.append(Numbers.grouped(verification.filesChecked()))
                        .append(" of the ")
                        .append(Numbers.grouped(verification.filesChecked() + verification.filesElsewhere()))
                        .append(" files it names lie beside it and are those it was signed for\n");
            }
        } else {
            text.append("not what was signed: ").append(file).append('\n');
        }
        if (key == null) {
            text.append("the key lies beside the file: compare it with one you got from whoever publishes (--key)\n");
        }
        return text.toString();
    }

    private Object object(Verification verification, int code) {
        return ResultJson.ordered(
                "outcome", code == 0 ? "verified" : "failed",
                "exit_code", code,
                "file", file.toString(),
                "keys", List.copyOf(verification.usedKeys()),
                "key_trusted", key != null,
                "files_checked", verification.filesChecked(),
                "files_elsewhere", verification.filesElsewhere(),
                "findings",
                        verification.findings().stream().map(Remark::english).toList());
    }
}
