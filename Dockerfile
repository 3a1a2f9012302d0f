# syntax=docker/dockerfile:1
# docker build -t theravar .                               the program alone
# docker build --target workflow -t theravar-workflow .    with Snakemake, for Kubernetes and AWS Batch

FROM rust:1.91-slim-bookworm AS build
WORKDIR /source
COPY . .
RUN cargo build --release --locked --bin theravar

FROM python:3.12-slim-bookworm AS workflow
RUN pip install --no-cache-dir \
      snakemake==9.27.1 \
      snakemake-executor-plugin-aws-batch==0.2.1 \
      snakemake-executor-plugin-kubernetes==0.5.1 \
      snakemake-storage-plugin-s3==0.3.6 \
  && useradd --create-home --uid 10001 theravar
COPY --from=build /source/target/release/theravar /usr/local/bin/theravar
USER 10001:10001
WORKDIR /work

FROM debian:bookworm-slim AS runtime
LABEL org.opencontainers.image.title="theravar" \
      org.opencontainers.image.description="Annotates tumour variant calls with the therapies they make sensitive or resistant, offline" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0"
RUN useradd --create-home --uid 10001 theravar
COPY --from=build /source/target/release/theravar /usr/local/bin/theravar
COPY --from=build /source/LICENSE-MIT /source/LICENSE-APACHE /usr/local/share/doc/theravar/
USER 10001:10001
WORKDIR /work
# Workflow engines run commands of their own: no entry point stands in their way.
CMD ["theravar", "--help"]
