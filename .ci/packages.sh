# Installs from Debian's packages what the runs need and the machine lacks.
set -euo pipefail
wanted=()
python3 -c 'import ensurepip, venv' 2>/dev/null || wanted+=(python3-venv)
command -v git >/dev/null || wanted+=(git)
command -v curl >/dev/null || wanted+=(curl)
command -v redis-server >/dev/null || wanted+=(redis-server)
command -v nginx >/dev/null || wanted+=(nginx)
command -v openssl >/dev/null || wanted+=(openssl)
command -v chromium >/dev/null || wanted+=(chromium)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || wanted+=(postgresql)
[ -d /usr/share/fonts/truetype/dejavu ] || wanted+=(fonts-dejavu-core)
[ -f /usr/share/fonts/truetype/noto/NotoSansArabic-Bold.ttf ] || wanted+=(fonts-noto-core)
[ -f /usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc ] || wanted+=(fonts-noto-cjk)
compgen -G '/usr/lib/*/libfribidi.so.0' >/dev/null || wanted+=(libfribidi0)
if [ ${#wanted[@]} -eq 0 ]; then
    echo "Nothing to install."
    exit
fi
echo "Installing ${wanted[*]}."
export DEBIAN_FRONTEND=noninteractive
apt() {
    apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@" </dev/null >/dev/null
}
apt update
apt install --no-install-recommends "${wanted[@]}"
