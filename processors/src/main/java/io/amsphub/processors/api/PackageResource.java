package io.amsphub.processors.api;

import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderLine;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.UnitOfWork;
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
    private final PackageSigner signer;
    private final UnitOfWork unitOfWork;

    /** The resource over its stores and steps. */
    public PackageResource(Orders orders, LinePackage packages, PackageSigner signer, UnitOfWork unitOfWork) {
        this.orders = orders;
        this.packages = packages;
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
        PackageFile file = unitOfWork.call(() -> {
            Order order = orders.get(id);
            request.requireVisible(order.id(), order.organisation());
            OrderLine line = order.line(number);
            return packages.of(order, line, request.who());
        });
        return HttpReply.bytes("application/zip", file.signed(id, number, signer))
                .with("Content-Disposition", "attachment; filename=\"" + id + "-" + number + ".zip\"");
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
