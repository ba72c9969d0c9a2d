package io.crumbless.warehouse.evidence;

import io.crumbless.columnar.storage.Sha256;
import io.crumbless.warehouse.signature.DetachedSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a package of proof holds; the file that is signed.
 *
 * @param form changes when a reader must
 * @param subject the customer id
 * @param source of the statement
 * @param issuedAt ISO 8601, UTC
 * @param program version of Crumbless
 * @param runId of the snapshot whose evidence log holds the statement
 * @param manifestSha256 of that snapshot
 * @param policyVersion under which it was made
 * @param files all others of the package
 */
public record ProofIndex(
        String form,
        String subject,
        String declarationId,
        String source,
        String issuedAt,
        String program,
        String runId,
        String manifestSha256,
        String policyVersion,
        List<Entry> files) {
    /** Changes when a reader must. */
    public static final String FORM = "crumbless-proof/1";

    /** Its name in the package. */
    public static final String FILE = "proof.json";

    public static final String SIGNATURE = FILE + DetachedSignature.SUFFIX;

    /** The manifest of a snapshot. */
    public static String manifest(String runId) {
        return "manifests/" + runId + "/manifest.json";
    }

    /** Folder of the policy as the snapshot keeps it. */
    public static final String POLICY = "policy/";

    /** Folder of the notices as they read. */
    public static final String NOTICES = "notices/";

    /** Folder of the public keys. */
    public static final String KEYS = "keys/";

    /** One file. */
    public record Entry(String name, long bytes, String sha256) {}

    public ProofIndex {
        files = List.copyOf(files);
    }

    /** The entries of files, in order. */
    public static List<Entry> entries(Map<String, byte[]> files) {
        List<Entry> entries = new ArrayList<>();
        files.forEach((name, content) -> entries.add(new Entry(name, content.length, Sha256.hex(content))));
        return entries;
    }
}
