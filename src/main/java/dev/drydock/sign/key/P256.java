package dev.drydock.sign.key;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;

/**
 * The curve P-256 (secp256r1). The JDK does not compute the public key that belongs to a private one, so it is done here, once a
 * build: by doubling and adding, without regard to who measures the time.
 */
final class P256 {

    private P256() {}

    static boolean isCurveOf(ECKey key) {
        ECParameterSpec curve = parameters();
        ECParameterSpec its = key.getParams();
        return its.getCurve().equals(curve.getCurve())
                && its.getGenerator().equals(curve.getGenerator())
                && its.getOrder().equals(curve.getOrder());
    }

    static PublicKey publicKey(ECPrivateKey key) {
        ECParameterSpec curve = parameters();
        ECPoint point = ECPoint.POINT_INFINITY;
        BigInteger secret = key.getS();
        for (int bit = secret.bitLength() - 1; bit >= 0; bit--) {
            point = sum(point, point, curve);
            if (secret.testBit(bit)) {
                point = sum(point, curve.getGenerator(), curve);
            }
        }
        try {
            return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a point of the curve is a public key", e);
        }
    }

    private static ECPoint sum(ECPoint a, ECPoint b, ECParameterSpec curve) {
        if (a.equals(ECPoint.POINT_INFINITY)) {
            return b;
        }
        if (b.equals(ECPoint.POINT_INFINITY)) {
            return a;
        }
        BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger x = a.getAffineX();
        BigInteger y = a.getAffineY();
        if (x.equals(b.getAffineX()) && !y.equals(b.getAffineY())) {
            return ECPoint.POINT_INFINITY;
        }
        BigInteger slope = a.equals(b)
                ? x.pow(2)
                        .multiply(BigInteger.valueOf(3))
                        .add(curve.getCurve().getA())
                        .multiply(y.shiftLeft(1).modInverse(p))
                : b.getAffineY().subtract(y).multiply(b.getAffineX().subtract(x).modInverse(p));
        BigInteger sumX = slope.pow(2).subtract(x).subtract(b.getAffineX()).mod(p);
        return new ECPoint(sumX, slope.multiply(x.subtract(sumX)).subtract(y).mod(p));
    }

    private static ECParameterSpec parameters() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no P-256", e);
        }
    }
}
