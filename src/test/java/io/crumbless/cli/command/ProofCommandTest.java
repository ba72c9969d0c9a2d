package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.night.local.TestingJob;
import io.crumbless.warehouse.evidence.ProofPackage;
import io.crumbless.warehouse.evidence.ProofVerification;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.signature.SigningKey;
import io.crumbless.warehouse.signature.VerificationKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The proof of one statement leaves the house: who has the public key alone sees whether a byte of it was changed. */
@Tag("night")
class ProofCommandTest {
    @TempDir
    static Path folder;

    private static byte[] proof;
    private static List<VerificationKey> keys;

    private final TestingCli cli = cli();

    private static TestingCli cli() {
        return new TestingCli(folder, new Parts(TestingParts::none, TestingParts::none, SnapshotExplainer::new));
    }

    @BeforeAll
    static void prove() throws IOException {
        TestingJob job = new TestingJob(folder);
        job.declared(
                NIGHT,
                declares("d1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z"),
                declares("d2", "C-1", "home_store", "Kiel", "service_messages", "2026-11-20T10:00:00Z"),
                declares("d3", "C-2", "home_store", "Ulm", "service_messages", "2026-11-20T10:00:00Z"));
        job.run();
        job.declared(
                NIGHT.plusDays(1), declares("d4", "C-3", "language", "tr", "service_messages", "2026-11-21T10:00:00Z"));
        job.run(NIGHT.plusDays(1));
        TestingCli cli = cli();
        int code = cli.run(
                "proof",
                "C-1",
                "d1",
                "--job",
                "job.yaml",
                "--out",
                "proof.zip",
                "--reason",
                "complaint 2026-117",
                "--json");
        assertThat(code).as(cli.err()).isZero();
        assertThat(cli.json().get("file").asString()).isEqualTo("proof.zip");
        proof = Files.readAllBytes(folder.resolve("proof.zip"));
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            keys = List.of(control.signing().key().inUse());
            Files.writeString(folder.resolve("shop.pub"), keys.get(0).pem());
            assertThat(control.accessLog().latest(9))
                    .anyMatch(entry -> entry.toString().contains("complaint 2026-117"));
        }
    }

    @Test
    void anyProgramOpensIt() throws IOException {
        try (ZipFile zip = new ZipFile(folder.resolve("proof.zip").toFile())) {
            JsonNode record = JsonMapper.shared()
                    .readTree(zip.getInputStream(zip.getEntry("record.json")).readAllBytes());
            byte[] notice = zip.getInputStream(zip.getEntry("notices/preference-centre-2-en.txt"))
                    .readAllBytes();
            String all = new String(proof, StandardCharsets.UTF_8);

            assertThat(record.toString()).contains("dpv:ConsentRecord", "d1", Sha256.hex(notice));
            assertThat(zip.stream().filter(entry -> entry.getName().endsWith("/manifest.json")))
                    .hasSize(2);
            assertThat(all).doesNotContain("Kiel", "Ulm", "C-2", "C-3");
            assertThat(Files.getPosixFilePermissions(folder.resolve("proof.zip")))
                    .hasSize(2);
        }
    }

    @Test
    void anOutsiderVerifiesItWithThePublicKeyAlone() throws IOException {
        assertThat(cli.run("verify", "proof.zip", "--key", "shop.pub", "--json"))
                .as(cli.out())
                .isZero();
        assertThat(cli.json().at("/key_trusted").booleanValue()).isTrue();
        assertThat(cli.json().at("/files_checked").intValue()).isGreaterThan(10);

        Files.writeString(
                folder.resolve("other.pub"),
                SigningKey.create(List.of()).inUse().pem());
        assertThat(cli.run("verify", "proof.zip", "--key", "other.pub")).isEqualTo(4);
        assertThat(cli.out()).contains("proof.json.sig");
        assertThat(cli.run("verify", "proof.zip")).isZero();
        assertThat(cli.out()).contains("pass the one you got from the publisher with --key");
    }

    @Test
    void everyByteThatWasChangedIsFound() {
        assertThat(findings(proof)).isEmpty();
        for (int at = 0; at < proof.length; at += at < 3000 ? 1 : 97) {
            byte[] changed = proof.clone();
            changed[at] ^= 1;
            assertThat(findings(changed)).as("byte " + at).isNotEmpty();
        }
        for (int at = proof.length - 400; at < proof.length; at++) {
            byte[] changed = proof.clone();
            changed[at] ^= 0x20;
            assertThat(findings(changed)).as("byte " + at).isNotEmpty();
        }
    }

    @Test
    void whatWasChangedIsNamed() {
        Map<String, byte[]> files = ProofPackage.read(proof).orElseThrow().files();
        for (String name : files.keySet()) {
            Map<String, byte[]> changed = new LinkedHashMap<>(files);
            byte[] content = files.get(name).clone();
            content[content.length / 2] ^= 1;
            changed.put(name, content);
            String named = name.startsWith("proof.json") ? "proof.json" : name;
            assertThat(findings(new ProofPackage(changed).zip())).as(name).anyMatch(found -> found.contains(named));

            changed.remove(name);
            assertThat(findings(new ProofPackage(changed).zip())).as(name).anyMatch(found -> found.contains(named));
        }
        Map<String, byte[]> more = new LinkedHashMap<>(files);
        more.put("more.txt", new byte[] {1});
        assertThat(findings(new ProofPackage(more).zip()))
                .containsExactly("more.txt: is not among the files that were signed");

        byte[] behind = Arrays.copyOf(proof, proof.length + 1);
        assertThat(findings(behind))
                .containsExactly("package: holds other bytes between its files than it was written with");
        assertThat(findings(Arrays.copyOf(proof, 40)))
                .containsExactly("package: is no package of proof that can be read");
    }

    private static List<String> findings(byte[] zip) {
        ProofVerification verification = new ProofVerification(keys);
        verification.check(zip);
        List<String> found = new ArrayList<>();
        for (Remark remark : verification.findings()) {
            found.add(remark.english());
        }
        return found;
    }

    @Test
    void whatCannotBeProvedIsSaid() {
        assertThat(cli.run("proof", "C-1", "d9", "--job", "job.yaml", "--out", "x.zip", "--reason", "r"))
                .isEqualTo(2);
        assertThat(cli.err()).contains("holds none of that id of this person");
        assertThat(cli.run("proof", "C-1", "d1", "--job", "job.yaml", "--out", "x.zip"))
                .isEqualTo(2);
        assertThat(cli.err()).contains("Missing --reason");
        assertThat(folder.resolve("x.zip")).doesNotExist();
    }
}
