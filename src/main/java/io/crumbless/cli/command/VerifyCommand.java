package io.crumbless.cli.command;

import io.crumbless.cli.render.ResultJson;
import io.crumbless.cli.terminal.Numbers;
import io.crumbless.columnar.storage.Location;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.evidence.ProofPackage;
import io.crumbless.warehouse.evidence.ProofVerification;
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
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        header = "Check a signed file with the public key.",
        description = {
            "Checks that a manifest, an amendment, a receipt, a certificate, views.sql, state.json or the "
                    + "lines of an anchor are what the holder of the key signed. It needs neither the job file nor the "
                    + "control database. For a manifest and for SHA256SUMS, it also checks the files that they name; for "
                    + "a package of proof, every byte, the chain of manifests, the policy and the notice.",
            "",
            "Use a key that you received from the publisher through a separate channel. A later key that this "
                    + "key signed is trusted too. Without --key, the keys in the warehouse are used: that shows that the "
                    + "file is unchanged, but not who wrote it.",
            "",
            "If something is not what was signed, it ends with exit code 4.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless verify warehouse/current/_evidence/manifest.json --key shop.pub",
            "  crumbless verify erase-20261123-080000-3f9c2a.json --key shop.pub",
            "  crumbless verify proof.zip --key shop.pub",
        })
final class VerifyCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "FILE", description = "The file; its signature is in FILE.sig beside it.")
    private Path file = Path.of("");

    @Option(names = "--key", paramLabel = "PUB", description = "The public key, as PEM.")
    private @Nullable Path key;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    VerifyCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Path path = invocation.resolve(file);
        if (!Files.isRegularFile(path)) {
            throw new Failure(ErrorCategory.CALLER, "Cannot verify " + file + ": " + MissingFile.why(path));
        }
        Location place = Location.of(path);
        byte[] content = Keyring.read(place);
        if (ProofPackage.isOne(content)) {
            return proof(content);
        }
        Optional<Location> beside = Verification.keysNear(place);
        Keyring keys = key == null ? untrusted(beside) : trusted(key, beside);
        Verification verification = new Verification(keys);
        verification.check(place);
        int code = verification.findings().isEmpty() ? 0 : ErrorCategory.INPUT.exitCode();
        List<Remark> found = verification.findings();
        long checked = verification.filesChecked();
        long elsewhere = verification.filesElsewhere();
        invocation
                .terminal()
                .out()
                .print(
                        json
                                ? ResultJson.text(object(found, verification.usedKeys(), checked, elsewhere, code))
                                        + "\n"
                                : words(found, verification.usedKeys(), checked, elsewhere));
        return code;
    }

    private int proof(byte[] content) {
        ProofVerification verification = new ProofVerification(key == null ? List.of() : keys(key));
        verification.check(content);
        int code = verification.findings().isEmpty() ? 0 : ErrorCategory.INPUT.exitCode();
        invocation
                .terminal()
                .out()
                .print(
                        json
                                ? ResultJson.text(object(
                                                verification.findings(),
                                                verification.usedKeys(),
                                                verification.filesChecked(),
                                                0,
                                                code))
                                        + "\n"
                                : words(
                                        verification.findings(),
                                        verification.usedKeys(),
                                        verification.filesChecked(),
                                        0));
        return code;
    }

    private Keyring trusted(Path named, Optional<Location> beside) {
        List<VerificationKey> read = keys(named);
        return beside.map(folder -> PublishedKeys.following(read, folder)).orElseGet(() -> new Keyring(read));
    }

    private List<VerificationKey> keys(Path named) {
        List<VerificationKey> read = read(named);
        if (read.isEmpty()) {
            throw new Failure(
                    ErrorCategory.CALLER, "Invalid --key " + named + ": it is no public key for Ed25519 in PEM");
        }
        return read;
    }

    private List<VerificationKey> read(Path named) {
        try {
            return VerificationKey.ofPem(Files.readString(invocation.resolve(named)));
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

    private String words(List<Remark> findings, Set<String> keys, long checked, long elsewhere) {
        StringBuilder text = new StringBuilder();
        findings.forEach(finding -> text.append("  ").append(finding.english()).append('\n'));
        if (findings.isEmpty()) {
            text.append("valid signature of key ")
                    .append(String.join(", ", keys))
                    .append(": ")
                    .append(file)
                    .append('\n');
            if (checked + elsewhere > 0) {
                text.append(Numbers.grouped(checked))
                        .append(" of the ")
                        .append(Numbers.grouped(checked + elsewhere))
                        .append(" files it lists are there and match their SHA-256\n");
            }
        } else {
            text.append("verification failed: ").append(file).append('\n');
        }
        if (key == null) {
            text.append(
                    "the public key was read from beside the file, so it proves nothing by itself: pass the one you got from the"
                            + " publisher with --key\n");
        }
        return text.toString();
    }

    private Object object(List<Remark> findings, Set<String> keys, long checked, long elsewhere, int code) {
        return ResultJson.ordered(
                "outcome",
                code == 0 ? "verified" : "failed",
                "exit_code",
                code,
                "file",
                file.toString(),
                "keys",
                List.copyOf(keys),
                "key_trusted",
                key != null,
                "files_checked",
                checked,
                "files_elsewhere",
                elsewhere,
                "findings",
                findings.stream().map(Remark::english).toList());
    }
}
