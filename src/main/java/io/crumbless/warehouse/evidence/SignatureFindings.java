package io.crumbless.warehouse.evidence;

import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.signature.DetachedSignature;
import io.crumbless.warehouse.signature.Keyring.Verdict;

/** The finding for an invalid signature of a file. */
final class SignatureFindings {
    private SignatureFindings() {}

    /** @param file as it is to be named */
    static void report(Verdict verdict, String file, CheckFindings findings) {
        switch (verdict) {
            case HOLDS -> {}
            case MISSING -> findings.at(file + DetachedSignature.SUFFIX, Code.SIGNATURE_MISSING);
            case UNREADABLE -> findings.at(file + DetachedSignature.SUFFIX, Code.SIGNATURE_DAMAGED);
            case UNKNOWN_KEY -> findings.at(file + DetachedSignature.SUFFIX, Code.SIGNATURE_OF_UNKNOWN_KEY);
            case DOES_NOT_HOLD -> findings.at(file, Code.SIGNATURE_DOES_NOT_HOLD, file + DetachedSignature.SUFFIX);
        }
    }
}
