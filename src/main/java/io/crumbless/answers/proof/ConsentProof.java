package io.crumbless.answers.proof;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.statement.ConsentRecords;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.policy.Notice;
import io.crumbless.kernel.policy.NoticeText;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.warehouse.evidence.ProofIndex;
import io.crumbless.warehouse.evidence.ProofPackage;
import io.crumbless.warehouse.evidence.PublishedKeys;
import io.crumbless.warehouse.signature.DetachedSignature;
import io.crumbless.warehouse.signature.Keyring;
import io.crumbless.warehouse.signature.SigningKey;
import io.crumbless.warehouse.signature.VerificationKey;
import io.crumbless.warehouse.snapshot.Amendment;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proof of one statement as a package that third parties can verify with the public key alone: the consent record
 * according to ISO/IEC TS 27560, the statement from the evidence log, the notice as shown, the policy, and the
 * manifests of the kept snapshots. It does not say which employee recorded the statement.
 */
public final class ConsentProof {
    private static final String README = """
            Proof of one statement / Nachweis einer Erklärung

            This package contains personal data. / Dieses Paket enthält personenbezogene Daten.

            record.json     the consent record (JSON-LD, ISO/IEC TS 27560, W3C DPV) / der Datensatz zur Einwilligung
            statement.json  the statement as the evidence log holds it / die Erklärung, wie sie im Nachweisbuch steht
            notices/        the text that was shown / der gezeigte Text
            policy/         the rules under which the snapshot was made / die Regeln, unter denen der Stand entstand
            manifests/      inputs and outputs of the snapshot and of those before it, as a chain of hashes /
                            Ein- und Ausgaben des Standes und der Stände davor, als Kette von Prüfsummen
            keys/           public keys / öffentliche Schlüssel
            proof.json      SHA-256 of every other file / Prüfsummen aller anderen Dateien
            proof.json.sig  the signature over proof.json (Ed25519) / die Signatur über proof.json

            To verify it:    crumbless verify PACKAGE.zip --key KEY.pub
            Obtain the public key from the controller over a separate channel.
            Without the program: proof.json.sig contains a Base64 signature (RFC 8032) over the bytes of proof.json,
            and the hashes are those of sha256sum.

            Zur Prüfung:     derselbe Befehl. Den öffentlichen Schlüssel erhalten Sie vom Verantwortlichen auf einem
            anderen Weg. Ohne das Programm: proof.json.sig enthält eine Base64-kodierte Signatur (RFC 8032) über die
            Bytes von proof.json; die Prüfsummen sind die von sha256sum.
            """;

    private final Explanation explanation;
    private final Warehouse warehouse;
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private ConsentProof(Explanation explanation, Warehouse warehouse) {
        this.explanation = explanation;
        this.warehouse = warehouse;
    }

    /**
     * Makes the package.
     *
     * @param entries the statement; several if its record contains several
     * @param language language of titles
     */
    public static ProofPackage of(
            Explanation explanation,
            AnswerContext context,
            List<LogEntry> entries,
            String language,
            Warehouse warehouse,
            SigningKey key,
            Instant now) {
        ConsentProof proof = new ConsentProof(explanation, warehouse);
        proof.add("README.txt", README);
        proof.files.put("record.json", ManifestFile.bytes(ConsentRecords.of(explanation, context, language, entries)));
        proof.files.put(
                "statement.json",
                ManifestFile.bytes(entries.stream().map(ConsentProof::row).toList()));
        entries.forEach(proof::addNotice);
        explanation.policy().files().forEach((name, text) -> proof.add(ProofIndex.POLICY + name, text));
        proof.addManifests();
        proof.addKeys(key);
        return proof.signed(entries.get(0).statement(), key, now);
    }

    private void add(String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** By the column names of the log; null if there is no value. */
    private static Map<String, @Nullable Object> row(LogEntry entry) {
        Statement statement = entry.statement();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (StatementField<?> field : StatementField.ALL) {
            if (field != StatementField.RECORDED_BY) {
                row.put(field.name(), shown(field, statement.get(field)));
            }
        }
        row.put("fate", entry.fate().word());
        row.put("delivered_on", day(entry.deliveredOnEpochDay()));
        row.put("ends_on", day(entry.endsOnEpochDay()));
        return row;
    }

    private static @Nullable Object shown(StatementField<?> field, @Nullable Object value) {
        if (value instanceof Long micros) {
            return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
        } else if (field == StatementField.VALID_UNTIL && value instanceof Integer last) {
            return day(last);
        }
        return value == null || value instanceof List || value instanceof Boolean ? value : word(value);
    }

    private static String word(Object value) {
        return value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : value.toString();
    }

    private static @Nullable String day(@Nullable Integer epochDay) {
        return epochDay == null ? null : LocalDate.ofEpochDay(epochDay).toString();
    }

    private void addNotice(LogEntry entry) {
        NoticeRef shown = entry.statement().notice();
        if (shown == null) {
            return;
        }
        Optional<Notice> notice = explanation.policy().notice(shown.id(), shown.version());
        Optional<NoticeText> text =
                notice.flatMap(known -> Optional.ofNullable(known.texts().get(shown.language())));
        text.ifPresent(read -> add(
                ProofIndex.NOTICES + shown.id() + "-" + shown.version() + "-" + shown.language() + ".txt",
                read.text()));
    }

    /** The manifests of the snapshot and of the earlier ones that are kept. */
    private void addManifests() {
        List<String> chain = warehouse.chain();
        int from = chain.indexOf(explanation.manifest().runId());
        List<String> kept = from < 0 ? List.of(explanation.manifest().runId()) : chain.subList(from, chain.size());
        for (String runId : kept) {
            Location snapshot = warehouse.snapshot(runId);
            String folder = "manifests/" + runId + "/";
            copy(snapshot.resolve(Warehouse.MANIFEST), folder + "manifest.json");
            copy(snapshot.resolve(Amendment.FILE), folder + "amendments.json");
        }
    }

    /** Together with its signature; missing files are left out. */
    private void copy(Location file, String name) {
        Storage storage = Storage.of(file);
        if (storage.exists(file)) {
            files.put(name, Keyring.read(file));
            Location signature = Keyring.signatureOf(file);
            if (storage.exists(signature)) {
                files.put(name + DetachedSignature.SUFFIX, Keyring.read(signature));
            }
        }
    }

    private void addKeys(SigningKey key) {
        Location folder = warehouse.root().resolve(PublishedKeys.FOLDER);
        if (Storage.of(folder).exists(folder)) {
            for (FileEntry file : Storage.of(folder).list(folder)) {
                if (file.isFile()) {
                    files.put(ProofIndex.KEYS + file.location().name(), Keyring.read(file.location()));
                }
            }
        }
        for (VerificationKey one : key.keys()) {
            files.putIfAbsent(ProofIndex.KEYS + one.id() + ".pub", one.pem().getBytes(StandardCharsets.UTF_8));
        }
    }

    private ProofPackage signed(Statement statement, SigningKey key, Instant now) {
        String runId = explanation.manifest().runId();
        byte[] index = ManifestFile.bytes(new ProofIndex(
                ProofIndex.FORM,
                explanation.subject(),
                statement.declarationId(),
                statement.source(),
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                explanation.manifest().program(),
                runId,
                warehouse.manifestHash(runId),
                explanation.manifest().policyVersion(),
                ProofIndex.entries(files)));
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put(ProofIndex.FILE, index);
        all.put(ProofIndex.SIGNATURE, key.sign(index).file());
        all.putAll(files);
        return new ProofPackage(all);
    }

    /** The entries of the log with this declaration id. */
    public static List<LogEntry> entries(Explanation explanation, String declarationId, Optional<String> source) {
        List<LogEntry> entries = new ArrayList<>();
        for (LogEntry entry : explanation.log()) {
            Statement statement = entry.statement();
            if (statement.declarationId().equals(declarationId)
                    && source.map(statement.source()::equals).orElse(true)) {
                entries.add(entry);
            }
        }
        return entries;
    }
}
