package io.amsphub.processors.api;

import io.amsphub.processors.identity.Access;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderLine;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.step.CopyDesk;
import io.amsphub.processors.step.DesignProtecting;
import io.amsphub.processors.tdp.LinePackage;
import io.amsphub.processors.tdp.PackageFile;
import io.amsphub.processors.tdp.PackageSigner;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Technical data packages, and the key that they are signed by. */
public final class PackageResource implements ApiResource {

    private final Orders orders;
    private final LinePackage packages;
    private final CopyDesk copies;
    private final DesignProtecting protecting;
    private final PackageSigner signer;
    private final UnitOfWork unitOfWork;

    /** The resource over its stores and steps. */
    public PackageResource(
            Orders orders,
            LinePackage packages,
            CopyDesk copies,
            DesignProtecting protecting,
            PackageSigner signer,
            UnitOfWork unitOfWork) {
        this.orders = orders;
        this.packages = packages;
        this.copies = copies;
        this.protecting = protecting;
        this.signer = signer;
        this.unitOfWork = unitOfWork;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.streaming("getTechnicalDataPackage", READERS, this::file),
                ApiOperation.of("getSigningKey", READERS, r -> key()));
    }

    private HttpReply file(ApiRequest request) throws IOException {
        int number = Integer.parseInt(request.path("line"));
        String id = request.path("orderId");
        OrderLine asked = unitOfWork.call(() -> visible(request, orders.get(id), number));
        boolean ofCustomer = Access.reaches(
                request.who(), unitOfWork.call(() -> orders.get(id)).organisation(), true);
        boolean forCentre = request.query("recipient").isPresent() || !ofCustomer;
        LinePackage.Substitute copy = !forCentre
                ? null
                : copies.of(id, asked, request.who())
                        .map(made -> new LinePackage.Substitute(
                                made.keyId() == null ? "model/copy.3mf" : "model/copy-encrypted.3mf", made.content()))
                        .orElse(null);
        if (ofCustomer) {
            unitOfWork.run(() -> protecting.requireGeometryOfOrdered(request.who(), asked.revisionId()));
        } else if (copy == null) {
            // a centre that makes the line is given a copy that is marked or encrypted, whatever the classification
            unitOfWork.run(() -> protecting.requireGeometryOfRevision(request.who(), asked.revisionId()));
        }
        PackageFile file = unitOfWork.call(() -> {
            Order order = orders.get(id);
            return packages.of(order, visible(request, order, number), request.who(), copy);
        });
        return HttpReply.bytes("application/zip", file.signed(id, number, signer))
                .with("Content-Disposition", "attachment; filename=\"" + id + "-" + number + ".zip\"");
    }

    /** The line, for who sees the order and for who works at the centre that makes it. */
    private static OrderLine visible(ApiRequest request, Order order, int number) {
        boolean makes = order.lines().stream()
                .anyMatch(line -> line.number() == number && Access.worksAt(request.who(), line.amCentre(), true));
        if (!makes) {
            request.requireVisible(order.id(), order.organisation());
        }
        return order.line(number);
    }

    private HttpReply key() {
        return HttpReply.json(
                200,
                Map.of(
                        "algorithm",
                        "Ed25519",
                        "keyId",
                        signer.keyId(),
                        "publicKey",
                        Base64.getEncoder().encodeToString(signer.publicKey())));
    }
}
