/** Variables that Windows keeps for everything that starts later. */

/** Alternatives of a pattern, in lower case: they say which programs are found, and what these load. */
export const LEADING_VARIABLES =
  "path|pathext|psmodulepath|comspec|node_options|node_extra_ca_certs|pythonpath|pythonstartup|pythonhome|java_tool_options|_java_options|jdk_java_options|rubyopt|perl5opt|git_ssh|git_ssh_command|git_editor|cor_profiler\\w*|coreclr_profiler\\w*|dotnet_startup_hooks";
