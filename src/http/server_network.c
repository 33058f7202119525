#include "base/secret.h"
#include "http/network.h"
#include "http/server_private.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#define V4_BYTES 3
#define V6_BYTES 6

typedef struct { uint8_t bytes[16]; size_t length; bool is_loopback; } Network;

static void
take_v4(Network *network, const uint8_t address[4])
{
    memcpy(network->bytes, address, V4_BYTES);
    network->length = V4_BYTES;
    network->is_loopback = address[0] == 127;
}

static void
take_v6(Network *network, const struct in6_addr *address)
{
    if (IN6_IS_ADDR_V4MAPPED(address)) {
        take_v4(network, address->s6_addr + 12);
        return;
    }
    memcpy(network->bytes, address->s6_addr, V6_BYTES);
    network->length = V6_BYTES;
    network->is_loopback = IN6_IS_ADDR_LOOPBACK(address);
}

static Network
network_of(const struct sockaddr *address)
{
    Network network = { { 0 }, 0, false };

    if (address != NULL && address->sa_family == AF_INET)
        take_v4(&network, (const uint8_t *)&((const struct sockaddr_in *)(const void *)address)->sin_addr);
    else if (address != NULL && address->sa_family == AF_INET6)
        take_v6(&network, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr);
    return network;
}

uint64_t
http_network(const HttpRequest *request)
{
    const HttpServer *server = request->server;

    if (!server->config.tells_network)
        return 0;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const Network network = network_of(info != NULL ? info->client_addr : NULL);
    /* TLS ends at a proxy on this machine: everybody would be one network. */
    if (network.length == 0 || (network.is_loopback && server->is_secure))
        return 0;
    uint64_t hash[2];
    secret_hash(&server->network_key, "network", network.bytes, network.length, hash, sizeof hash);
    return hash[0] != 0 ? hash[0] : 1;
}
