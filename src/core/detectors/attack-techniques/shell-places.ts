/** Lists programs whose shells do not bypass the guard, or that other readers handle. */
import { agentPrograms } from "../../agents/known-agents.ts";
import { keepingNames } from "../../text/memoize.ts";

/**
 * Programs that open shells in another place (a container, another machine, a project's environment, a window), that
 * only show a text, or that connect their arguments.
 */
const NAMES = new Set(
  `act adb alacritty apptainer asdf aws az buildah busybox byobu chamber colima compose conda
   crictl cryptcat ctr curl devbox devcontainer devenv direnv distrobox docker docker-compose doctl doppler
   dotenv flatpak fly flyctl foot gcloud gh glab guix hatch helm heroku http https incus infisical kitty
   konsole kubectl lima limactl llm logger lxc mamba micromamba mise multipass nc ncat nerdctl netcat nix
   nix-shell nomad notify-send nvm oc op packer pdm pipenv podman podman-compose poetry powercat pyenv railway
   rbenv rcat render rustcat sbd screen singularity skopeo socat sops st terraform tmux tofu toolbox toolbx uv
   vagrant wget wsl xh zellij`.split(/\s+/),
);
const NAMED_ALIKE = /^(?:nc\.\w+|(?=\w*term)\w*)$/;

export const opensElsewhere = keepingNames(
  program => NAMES.has(program) || agentPrograms().has(program) || NAMED_ALIKE.test(program),
);
