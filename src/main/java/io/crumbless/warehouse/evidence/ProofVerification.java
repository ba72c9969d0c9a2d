package io.crumbless.warehouse.evidence;

import io.crumbless.columnar.storage.Sha256;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.settings.yaml.ProblemsException;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.signature.DetachedSignature;
import io.crumbless.warehouse.signature.Keyring;
import io.crumbless.warehouse.signature.Keyring.Verdict;
import io.crumbless.warehouse.signature.VerificationKey;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Verifies a proof package with public keys alone: every byte is what the holder of the key signed, the manifests are
 * chained, the policy is that of the snapshot, and the notices are those of the policy.
 */
public final class ProofVerification {
    private static final String PACKAGE = "package";

    private final Collection<VerificationKey> trusted;
    private final CheckFindings findings = new CheckFindings();
    private final Set<String> used = new TreeSet<>();
    private long checked;

    /**
     * @param trusted trusted keys; if there are none, those in the package are used, which shows that it is unchanged
     *     but not who made it
     */
    public ProofVerification(Collection<VerificationKey> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /** Verifies the bytes of the package. */
    public void check(byte[] zip) {
        Optional<ProofPackage> read = ProofPackage.read(zip);
        if (read.isEmpty()) {
            findings.at(PACKAGE, Code.PROOF_NOT_READABLE);
            return;
        }
        Map<String, byte[]> files = read.get().files();
        Keyring keys = keys(files);
        Optional<ProofIndex> index = index(files, keys);
        index.ifPresent(signed -> checkFiles(signed, files));
        if (findings.result().findings().isEmpty()) {
            checkMeaning(index.orElseThrow(), files, keys);
            if (!Arrays.equals(read.get().zip(), zip)) {
                findings.at(PACKAGE, Code.PROOF_CONTAINER_CHANGED);
            }
        }
    }

    /** The trusted keys, and their successors in the package, each signed by a trusted key. */
    private Keyring keys(Map<String, byte[]> files) {
        Map<String, VerificationKey> there = new TreeMap<>();
        files.forEach((name, content) -> {
            if (name.startsWith(ProofIndex.KEYS) && !name.endsWith(DetachedSignature.SUFFIX)) {
                key(content).ifPresent(key -> there.put(name, key));
            }
        });
        if (trusted.isEmpty()) {
            return new Keyring(there.values());
        }
        List<VerificationKey> keys = new ArrayList<>(trusted);
        boolean grew = true;
        while (grew) {
            Keyring ring = new Keyring(keys);
            grew = keys.addAll(there.entrySet().stream()
                    .filter(one -> !ring.ids().contains(one.getValue().id()))
                    .filter(one -> verdict(ring, files, one.getKey()) == Verdict.HOLDS)
                    .map(Map.Entry::getValue)
                    .toList());
        }
        return new Keyring(keys);
    }

    private static Optional<VerificationKey> key(byte[] pem) {
        try {
            return VerificationKey.ofPem(text(pem)).stream().findFirst();
        } catch (IllegalArgumentException noKey) {
            return Optional.empty();
        }
    }

    private static String text(byte @Nullable [] content) {
        return content == null ? "" : new String(content, StandardCharsets.UTF_8);
    }

    private static Verdict verdict(Keyring keys, Map<String, byte[]> files, String name) {
        byte[] content = files.get(name);
        byte[] signature = files.get(name + DetachedSignature.SUFFIX);
        if (content == null || signature == null) {
            return Verdict.MISSING;
        }
        return DetachedSignature.ofFile(signature)
                .map(read -> keys.check(content, read))
                .orElse(Verdict.UNREADABLE);
    }

    private boolean isSigned(Keyring keys, Map<String, byte[]> files, String name) {
        Verdict verdict = verdict(keys, files, name);
        SignatureFindings.report(verdict, name, findings);
        if (verdict == Verdict.HOLDS) {
            DetachedSignature.ofFile(files.getOrDefault(name + DetachedSignature.SUFFIX, new byte[0]))
                    .ifPresent(signature -> used.add(signature.key()));
        }
        return verdict == Verdict.HOLDS;
    }

    private Optional<ProofIndex> index(Map<String, byte[]> files, Keyring keys) {
        if (!files.containsKey(ProofIndex.FILE)) {
            findings.at(ProofIndex.FILE, Code.PROOF_FILE_MISSING);
            return Optional.empty();
        }
        if (!isSigned(keys, files, ProofIndex.FILE)) {
            return Optional.empty();
        }
        try {
            ProofIndex index = ManifestFile.parse(text(files.get(ProofIndex.FILE)), ProofIndex.class);
            if (index.form().equals(ProofIndex.FORM)) {
                return Optional.of(index);
            }
        } catch (JacksonException | NullPointerException noIndex) {
            // It is signed, in another format.
        }
        findings.at(ProofIndex.FILE, Code.PROOF_NOT_READABLE);
        return Optional.empty();
    }

    private void checkFiles(ProofIndex index, Map<String, byte[]> files) {
        Set<String> listed = new HashSet<>(Set.of(ProofIndex.FILE, ProofIndex.SIGNATURE));
        for (ProofIndex.Entry entry : index.files()) {
            listed.add(entry.name());
            byte[] content = files.get(entry.name());
            if (content == null) {
                findings.at(entry.name(), Code.PROOF_FILE_MISSING);
                continue;
            }
            checked++;
            if (content.length != entry.bytes() || !Sha256.hex(content).equals(entry.sha256())) {
                findings.at(entry.name(), Code.BYTES_DIFFER);
            }
        }
        files.keySet().stream()
                .filter(name -> !listed.contains(name))
                .forEach(name -> findings.at(name, Code.PROOF_FILE_NOT_LISTED));
    }

    /** Every byte is what was signed; now the parts must also be consistent. */
    private void checkMeaning(ProofIndex index, Map<String, byte[]> files, Keyring keys) {
        String name = ProofIndex.manifest(index.runId());
        byte[] content = files.get(name);
        if (content == null || !Sha256.hex(content).equals(index.manifestSha256())) {
            findings.at(name, Code.PROOF_DOES_NOT_FIT, ProofIndex.FILE);
            return;
        }
        checkChain(index, files, keys);
        checkPolicy(index, files);
    }

    private void checkChain(ProofIndex index, Map<String, byte[]> files, Keyring keys) {
        String runId = index.runId();
        String expected = index.manifestSha256();
        while (files.containsKey(ProofIndex.manifest(runId))) {
            String name = ProofIndex.manifest(runId);
            byte[] content = files.getOrDefault(name, new byte[0]);
            isSigned(keys, files, name);
            if (!Sha256.hex(content).equals(expected)) {
                findings.at(name, Code.PROOF_DOES_NOT_FIT, "the manifest that follows on it");
                return;
            }
            Optional<Manifest.Previous> before =
                    ManifestFile.parse(text(content), Manifest.class).before();
            if (before.isEmpty()) {
                return;
            }
            runId = before.get().runId();
            expected = before.get().manifestSha256();
        }
    }

    private void checkPolicy(ProofIndex index, Map<String, byte[]> files) {
        SortedMap<String, String> texts = new TreeMap<>();
        files.forEach((name, content) -> {
            if (name.startsWith(ProofIndex.POLICY)) {
                texts.put(name.substring(ProofIndex.POLICY.length()), text(content));
            }
        });
        try {
            Policy policy = PolicyFolder.compile(texts);
            if (!policy.version().equals(index.policyVersion())) {
                findings.at(ProofIndex.POLICY, Code.PROOF_DOES_NOT_FIT, ProofIndex.manifest(index.runId()));
                return;
            }
            Set<String> known = new HashSet<>();
            policy.notices().forEach(notice -> notice.texts().values().forEach(text -> known.add(text.sha256())));
            files.forEach((name, content) -> {
                if (name.startsWith(ProofIndex.NOTICES) && !known.contains(Sha256.hex(content))) {
                    findings.at(name, Code.PROOF_DOES_NOT_FIT, ProofIndex.POLICY);
                }
            });
        } catch (ProblemsException anotherVersions) {
            // A policy that this version does not understand is signed nevertheless.
            return;
        }
    }

    public List<Remark> findings() {
        return findings.result().findings();
    }

    /** Ids of the keys of the valid signatures. */
    public Set<String> usedKeys() {
        return used;
    }

    /** Number of files of the package that were compared with its index. */
    public long filesChecked() {
        return checked;
    }
}
