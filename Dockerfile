FROM node:22-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm pack --pack-destination /tmp

FROM node:22-bookworm-slim
RUN apt-get update \
  && apt-get install --no-install-recommends --yes libasound2 libstdc++6 \
  && rm -rf /var/lib/apt/lists/* \
  && install --directory --owner=node --group=node /data
# In one step: what slim removes would otherwise stay in the layer below. No package needs its install script.
RUN --mount=type=bind,from=build,source=/tmp,target=/packed \
  npm install --global --ignore-scripts /packed/music-lstm-daemon-*.tgz \
  && music-lstm-daemon slim \
  && npm cache clean --force
# Recordings, settings, the token and your own models
ENV HOME=/data
VOLUME /data
WORKDIR /data
USER node
EXPOSE 8585
HEALTHCHECK --interval=1m --timeout=20s CMD ["music-lstm-daemon", "status"]
ENTRYPOINT ["music-lstm-daemon"]
CMD ["start", "--no-dashboard", "--output", "/data/output"]
